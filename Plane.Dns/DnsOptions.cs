using System.Net;
using Plane.Domain.Identity;
using Plane.ServiceDefaults.Configuration;

namespace Plane.Dns;

/// <summary>Options of the DNS server, bound from <c>Plane:Dns</c>.</summary>
public sealed class DnsOptions : ICheckedOptions
{
    public const string Section = "Plane:Dns";

    /// <summary>Where it listens, UDP and TCP. Default <c>0.0.0.0:53</c>.</summary>
    public string Listen { get; set; } = "0.0.0.0:53";

    /// <summary>Clusters served even while no drone of theirs is known; the rest is learnt from the state. Default none.</summary>
    public IList<string> Clusters { get; } = [];

    /// <summary>Host names that the zones are delegated to. Default <c>ns.{zone}</c>.</summary>
    public IList<string> NameServers { get; } = [];

    /// <summary>The SOA's mailbox as a domain name. Default <c>hostmaster.{zone}</c>.</summary>
    public string? Mailbox { get; set; }

    /// <summary>Of every record, in seconds, 1–3600. Default 30.</summary>
    public int TtlSeconds { get; set; } = 30;

    /// <summary>A TCP connection without a query for this long is closed, in seconds, 1–600. Default 10.</summary>
    public int TcpIdleSeconds { get; set; } = 10;

    /// <summary>TCP connections at once, 1–10000; above it new ones are closed. Default 256.</summary>
    public int MaxTcpConnections { get; set; } = 256;

    internal IPEndPoint Endpoint => IPEndPoint.Parse(Listen);

    public IEnumerable<string> Faults()
    {
        if (!IPEndPoint.TryParse(Listen, out _))
        {
            yield return $"{Section}:Listen is '{Listen}'; an address and port such as 0.0.0.0:53 is expected.";
        }

        foreach (var cluster in Clusters.Where(static name => !ClusterName.TryParse(name, out _)))
        {
            yield return $"{Section}:Clusters has '{cluster}', which is not a cluster name.";
        }

        if (TtlSeconds is < 1 or > 3600)
        {
            yield return $"{Section}:TtlSeconds is {TtlSeconds}; 1 to 3600 is expected.";
        }

        if (TcpIdleSeconds is < 1 or > 600)
        {
            yield return $"{Section}:TcpIdleSeconds is {TcpIdleSeconds}; 1 to 600 is expected.";
        }

        if (MaxTcpConnections is < 1 or > 10000)
        {
            yield return $"{Section}:MaxTcpConnections is {MaxTcpConnections}; 1 to 10000 is expected.";
        }
    }
}
