using System.Net;
using Plane.Dns.Protocol;
using Plane.Dns.Zone;
using Plane.Domain.Identity;

namespace Plane.Dns;

public sealed partial class DnsOptions
{
    internal const string ToProxies = "proxies";

    /// <summary>All that is wrong, in an operator's words.</summary>
    public IEnumerable<string> Faults() =>
    [
        .. SyntaxFaults(),
        .. ZoneFaults(),
        .. Range(nameof(TtlSeconds), TtlSeconds, 1, 86400),
        .. Range(nameof(NegativeTtlSeconds), NegativeTtlSeconds, 0, 86400),
        .. Range(nameof(UdpSockets), UdpSockets, 0, 64),
        .. Range(nameof(UdpBatch), UdpBatch, 0, 256),
        .. Range(nameof(MaxUdpPayload), MaxUdpPayload, 512, 4096),
        .. Range(nameof(TcpIdleSeconds), TcpIdleSeconds, 1, 600),
        .. Range(nameof(MaxTcpConnections), MaxTcpConnections, 1, 10000),
        .. Range(nameof(MaxTcpPerClient), MaxTcpPerClient, 1, 10000),
        .. Range(nameof(ResponsesPerSecond), ResponsesPerSecond, 0, 65000),
        .. Range(nameof(SlipEvery), SlipEvery, 0, 100),
        .. Range(nameof(LogEvery), LogEvery, 0, 1_000_000),
    ];

    private IEnumerable<string> SyntaxFaults()
    {
        foreach (var part in Listen.Split(',', StringSplitOptions.TrimEntries).Where(static part => !IPEndPoint.TryParse(part, out _) || !part.Contains(':', StringComparison.Ordinal)))
        {
            yield return $"{Section}:Listen is '{part}'; an address and port such as 0.0.0.0:53 or [::]:53 is expected.";
        }

        foreach (var fault in
            Each(nameof(Clusters), Clusters, static text => ClusterName.TryParse(text, out _), "a cluster name")
            .Concat(Each(nameof(NameServers), NameServers, static text => NameServer.TryParse(text, out _), "a host name with or without addresses, such as ns1.example.com=192.0.2.1"))
            .Concat(Each(nameof(Caa), Caa, static text => CaaValue.TryParse(text, out _), "flags, tag and value, such as 0 issue \"letsencrypt.org\""))
            .Concat(Each(nameof(Records), Records, static text => StaticRecord.TryParse(text, out _), "a record such as www.example.com 300 A 192.0.2.7 (A, AAAA, CNAME, MX, TXT or CAA)"))
            .Concat(Each(nameof(UnlimitedNetworks), UnlimitedNetworks, static text => IPNetwork.TryParse(text, out _), "a network such as 192.0.2.0/24"))
            .Concat(Each(nameof(Mailbox), Mailbox is null ? [] : [Mailbox], static text => WireName.TryOfMailbox(text) is not null, "a mailbox such as admin@example.com"))
            .Concat(Each(nameof(AcmeZone), AcmeZone is null ? [] : [AcmeZone], static text => WireName.TryOf(text) is { Length: > 1 }, "a domain name"))
            .Concat(Each(nameof(Wildcard), [Wildcard], static text => text is "" or ToProxies, $"empty or '{ToProxies}'"))
            .Concat(Each(nameof(CookieSecret), CookieSecret is null ? [] : ["…"], _ => SecretBytes() is not null, "32 hexadecimal digits"))
            .Concat(Each(nameof(Version), Version is null ? [] : [Version], static text => text.Length <= 255, "at most 255 characters")))
        {
            yield return fault;
        }
    }

    /// <summary>What is written well, and would still not be served.</summary>
    private IEnumerable<string> ZoneFaults()
    {
        var zones = Clusters.Select(static text => ClusterName.TryParse(text, out var name) ? name.Host : null).OfType<string>().ToList();
        var servers = NameServers.Select(static text => NameServer.TryParse(text, out var server) ? server : null).OfType<NameServer>();
        foreach (var server in servers.Where(server => server.Addresses.IsEmpty && zones.Exists(zone => IsWithin(server.Name, zone))))
        {
            yield return $"{Section}:NameServers has '{server.Name}', which lies in a zone served here and needs its addresses: {server.Name}=192.0.2.1.";
        }

        var records = Records.Select(static text => StaticRecord.TryParse(text, out var record) ? record : null).OfType<StaticRecord>().ToList();
        var served = AcmeZone is null ? zones : [.. zones, AcmeZone.TrimEnd('.').ToLowerInvariant()];
        foreach (var record in records.Where(record => !served.Exists(zone => IsWithin(record.Name, zone))))
        {
            yield return $"{Section}:Records has '{record.Line}', which lies in no zone of {Section}:Clusters.";
        }

        foreach (var record in records.Where(record => record.Type == RecordType.Cname && (served.Contains(record.Name) || records.Exists(other => other != record && other.Name == record.Name))))
        {
            yield return $"{Section}:Records has '{record.Line}'; an alias cannot be a zone's own name, nor have other records beside it.";
        }

        if (RequireCookies && !Cookies)
        {
            yield return $"{Section}:RequireCookies is set, but {Section}:Cookies is not.";
        }
    }

    private static bool IsWithin(string name, string zone) => name == zone || name.EndsWith("." + zone, StringComparison.Ordinal);

    private static IEnumerable<string> Each(string option, IEnumerable<string> texts, Func<string, bool> isGood, string expected) =>
        texts.Where(text => !isGood(text)).Select(text => $"{Section}:{option} has '{text}'; {expected} is expected.");

    private static IEnumerable<string> Range(string option, int value, int least, int most) =>
        value < least || value > most ? [$"{Section}:{option} is {value}; {least} to {most} is expected."] : [];
}
