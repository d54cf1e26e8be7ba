using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Plane.Contracts.Records;
using Plane.Dns.Protocol;
using Plane.Dns.Server;
using Plane.Dns.Zone;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Tests.Dns;

/// <summary>The whole way from packet to packet, without sockets and without NATS.</summary>
internal sealed class DnsBench
{
    public static readonly ClusterName Cluster = ClusterName.Parse("plane.test:9091");
    private readonly ZoneView _zones = new();
    private readonly Responder _responder;
    private readonly ZoneOptions _options;

    public DnsBench(ZoneOptions? options = null, ResponderOptions? responder = null, Cookies? cookies = null, RateLimiter? limiter = null, ILogger<Responder>? log = null)
    {
        _options = options ?? new ZoneOptions();
        _responder = new Responder(
            _zones,
            responder ?? new ResponderOptions(ResponseWriter.UdpPayload, null, false, 0),
            cookies,
            limiter ?? new RateLimiter(0, 0, [], TimeProvider.System),
            log ?? NullLogger<Responder>.Instance);
        Change(State);
    }

    /// <summary>Two proxies; a backend on the first, one whose drone has none, one that has ended, and two that share a subdomain.</summary>
    public static ZoneInputs State { get; } = new(
        [Proxy(Cluster, "d1", "192.0.2.1", "2001:db8::1"), Proxy(Cluster, "d2", "192.0.2.2")],
        [
            Backend(Cluster, "b1", "d1"), Backend(Cluster, "b2", "gone"), Backend(Cluster, "old", "d1", BackendStatus.Terminated),
            Backend(Cluster, "s1", "d1") with { Subdomain = "app" }, Backend(Cluster, "s2", "d2") with { Subdomain = "app" },
        ],
        [],
        IsComplete: true,
        Now: 1000);

    public QueryTally Tally { get; } = new("udp");

    public ZoneTable Table => _zones.Current;

    public static DroneRecord Proxy(ClusterName cluster, string drone, params string[] addresses) => new()
    {
        Cluster = cluster,
        Drone = DroneId.Parse(drone),
        Incarnation = 1,
        IsAgent = true,
        IsProxy = true,
        State = DroneState.Ready,
        Pool = "",
        Version = "0",
        PublicAddresses = [.. addresses],
    };

    public static BackendRecord Backend(ClusterName cluster, string id, string drone, BackendStatus status = BackendStatus.Ready) => new()
    {
        Backend = BackendId.Parse(id),
        Cluster = cluster,
        Drone = DroneId.Parse(drone),
        KeyNamespace = "",
        KeyName = id,
        Status = status,
        Image = "x",
        Resources = ResourceLimits.None,
        Limits = new BackendLimits(),
    };

    public void Change(ZoneInputs inputs) => _zones.Publish(ZoneBuilder.Build(inputs, _options, _zones.Current));

    /// <summary>Without allocating.</summary>
    public int Respond(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> client, bool overTcp, Span<byte> output) => _responder.Respond(packet, client, overTcp, output, Tally);

    /// <returns>Null where nothing is answered.</returns>
    public byte[]? Send(byte[] packet, bool overTcp = false, string client = "203.0.113.9")
    {
        var output = new byte[overTcp ? 65535 : 4096];
        var length = Respond(packet, IPAddress.Parse(client).GetAddressBytes(), overTcp, output);
        return length == 0 ? null : output[..length];
    }

    public DnsReply Ask(string name, ushort type, ushort @class = 1, bool overTcp = true) => DnsReply.Read(Send(Wire.Query(name, type, @class: @class), overTcp)!);

    public DnsReply Ask(byte[] packet, bool overTcp = false, string client = "203.0.113.9") => DnsReply.Read(Send(packet, overTcp, client)!);
}
