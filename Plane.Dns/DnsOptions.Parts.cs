using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Plane.Dns.Protocol;
using Plane.Dns.Server;
using Plane.Dns.Zone;
using Plane.Domain.Identity;

namespace Plane.Dns;

/// <summary>The options as each part wants them; only of options without <see cref="Faults"/>.</summary>
public sealed partial class DnsOptions
{
    internal ImmutableArray<IPEndPoint> Endpoints =>
        [.. Listen.Split(',', StringSplitOptions.TrimEntries).Select(IPEndPoint.Parse).Where(static endpoint => endpoint.AddressFamily == AddressFamily.InterNetwork || Socket.OSSupportsIPv6)];

    internal ZoneOptions ForZones() => new()
    {
        Clusters = [.. Clusters.Select(ClusterName.Parse)],
        NameServers = [.. NameServers.Select(static text => NameServer.TryParse(text, out var server) ? server : null).OfType<NameServer>()],
        OwnAddresses = [.. Endpoints.Select(static endpoint => endpoint.Address).Where(static address => !Server.UdpSockets.IsAny(address))],
        Mailbox = Mailbox is null ? null : WireName.TryOfMailbox(Mailbox),
        Ttl = (uint)TtlSeconds,
        NegativeTtl = (uint)NegativeTtlSeconds,
        WildcardToProxies = Wildcard == ToProxies,
        AcmeZone = AcmeZone?.TrimEnd('.').ToLowerInvariant(),
        Caa = [.. Caa.Select(static text => CaaValue.TryParse(text, out var caa) ? caa : null).OfType<CaaValue>()],
        Records = [.. Records.Select(static text => StaticRecord.TryParse(text, out var record) ? record : null).OfType<StaticRecord>()],
    };

    internal ServerOptions ForServers() => new(
        Endpoints,
        UdpSockets > 0 ? UdpSockets : Environment.ProcessorCount,
        UdpBatch,
        MaxUdpPayload,
        TimeSpan.FromSeconds(TcpIdleSeconds),
        MaxTcpConnections,
        MaxTcpPerClient);

    internal ResponderOptions ForResponder() => new(MaxUdpPayload, Version, RequireCookies, (uint)LogEvery);

    internal Cookies? ForCookies(TimeProvider clock) => Cookies ? new Cookies(SecretBytes() ?? RandomNumberGenerator.GetBytes(Server.Cookies.SecretLength), clock) : null;

    internal RateLimiter ForRateLimiter(TimeProvider clock) => new(ResponsesPerSecond, SlipEvery, [.. UnlimitedNetworks.Select(static text => IPNetwork.Parse(text))], clock);

    private byte[]? SecretBytes() =>
        CookieSecret is { Length: 2 * Server.Cookies.SecretLength } hex && hex.All(char.IsAsciiHexDigit) ? Convert.FromHexString(hex) : null;
}
