using Plane.ServiceDefaults.Configuration;

namespace Plane.Dns;

/// <summary>Options of the DNS server, bound from <c>Plane:Dns</c>. docs/dns-and-tls.md shows them at work.</summary>
public sealed partial class DnsOptions : ICheckedOptions
{
    public const string Section = "Plane:Dns";

    /// <summary>Where it listens, UDP and TCP: addresses with ports, separated by commas. Default <c>0.0.0.0:53,[::]:53</c>; an IPv6 part is left out where the system has none.</summary>
    public string Listen { get; set; } = "0.0.0.0:53,[::]:53";

    /// <summary>Clusters served even while no drone of theirs is known; the rest is learnt from the state. Default none.</summary>
    public IList<string> Clusters { get; } = [];

    /// <summary>
    /// Host names that the zones are delegated to, the first is the SOA's primary: <c>ns1.plane.example.com=192.0.2.10,2001:db8::10</c>. The addresses
    /// are needed where the name lies in a zone served here (glue). Default <c>ns.{zone}</c>, which suits a machine on its own only.
    /// </summary>
    public IList<string> NameServers { get; } = [];

    /// <summary>The SOA's mailbox, <c>admin@example.com</c> or as a domain name. Default <c>hostmaster.{zone}</c>.</summary>
    public string? Mailbox { get; set; }

    /// <summary>Of every record, in seconds, 1–86400. Shorter: a drone that is gone is forgotten sooner, at the price of more queries. Default 30.</summary>
    public int TtlSeconds { get; set; } = 30;

    /// <summary>How long resolvers may remember that a name is not there, in seconds, 0–86400. Backends come at any time, so keep it short. Default 5.</summary>
    public int NegativeTtlSeconds { get; set; } = 5;

    /// <summary>What names that nobody has are answered with: nothing (they do not exist), or <c>proxies</c>: the cluster's proxies. Default nothing.</summary>
    public string Wildcard { get; set; } = "";

    /// <summary>A zone with a TXT record <c>{cluster}.{zone}</c> for each cluster, for clusters whose own DNS is elsewhere and has <c>_acme-challenge.{cluster}</c> as an alias to it. Default none.</summary>
    public string? AcmeZone { get; set; }

    /// <summary>Who may issue certificates for the zones, as in a zone file: <c>0 issue "letsencrypt.org"</c>. Default none, which means anybody.</summary>
    public IList<string> Caa { get; } = [];

    /// <summary>Further records, as in a zone file with names in full: <c>www.plane.example.com 300 A 192.0.2.7</c>. Types A, AAAA, CNAME, MX, TXT, CAA. They hide what the state says for the same name and type. Default none.</summary>
    public IList<string> Records { get; } = [];

    /// <summary>UDP sockets, and threads, at each address, 0–64; 0: as many as processors. Linux only; elsewhere there is one. Default 0.</summary>
    public int UdpSockets { get; set; }

    /// <summary>Datagrams taken and answered with one system call, 0–256; 0: plain sockets, as on systems other than 64-bit Linux. Default 64.</summary>
    public int UdpBatch { get; set; } = 64;

    /// <summary>Longest answer over UDP to clients that take it, in bytes, 512–4096. Above 1232 answers may be lost on the way (fragments). Default 1232.</summary>
    public int MaxUdpPayload { get; set; } = Protocol.ResponseWriter.UdpPayload;

    /// <summary>A TCP connection without a query for this long is closed, in seconds, 1–600. Default 10.</summary>
    public int TcpIdleSeconds { get; set; } = 10;

    /// <summary>TCP connections at once, 1–10000; above it new ones are closed. Default 256.</summary>
    public int MaxTcpConnections { get; set; } = 256;

    /// <summary>TCP connections of one client (an IPv4 address, an IPv6 /64) at once, 1–10000. Default 32.</summary>
    public int MaxTcpPerClient { get; set; } = 32;

    /// <summary>What <c>version.bind</c> (class CHAOS) is answered with. Default nothing: it is refused.</summary>
    public string? Version { get; set; }

    /// <summary>Whether clients that send a DNS cookie get one (RFC 7873). Default true.</summary>
    public bool Cookies { get; set; } = true;

    /// <summary>32 hexadecimal digits that the cookies are made with; servers that share an address or a name need the same. Default: made at start.</summary>
    public string? CookieSecret { get; set; }

    /// <summary>Over UDP only clients with a valid cookie get answers; the others are given one, or sent to TCP. For times of attack. Default false.</summary>
    public bool RequireCookies { get; set; }

    /// <summary>Like answers a second to one network (/24, /56) over UDP, 0–65000; 0: no limit. 200 suits a server in the open. Default 0.</summary>
    public int ResponsesPerSecond { get; set; }

    /// <summary>Of the answers above the limit, every so many goes out empty and truncated, so that real clients come back over TCP, 0–100; 0: none. Default 2.</summary>
    public int SlipEvery { get; set; } = 2;

    /// <summary>Networks without that limit: <c>192.0.2.0/24</c>. Default none.</summary>
    public IList<string> UnlimitedNetworks { get; } = [];

    /// <summary>One of so many queries is logged, per socket, 0–1000000; 0: none. Default 0.</summary>
    public int LogEvery { get; set; }
}
