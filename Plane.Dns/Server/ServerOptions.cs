using System.Collections.Immutable;
using System.Net;

namespace Plane.Dns.Server;

/// <summary>Sockets and their limits.</summary>
/// <param name="Endpoints">UDP and TCP both listen at each.</param>
/// <param name="UdpSockets">Sockets, and threads, for UDP at each of them.</param>
/// <param name="UdpBatch">Datagrams a call; 0: plain sockets.</param>
/// <param name="MaxUdpPayload">Bytes of the longest answer over UDP.</param>
/// <param name="TcpIdle">A connection without a whole query for this long is closed.</param>
/// <param name="MaxTcpConnections">In all.</param>
/// <param name="MaxTcpPerClient">Of one address; of one /64 for IPv6.</param>
internal sealed record ServerOptions(
    ImmutableArray<IPEndPoint> Endpoints,
    int UdpSockets,
    int UdpBatch,
    int MaxUdpPayload,
    TimeSpan TcpIdle,
    int MaxTcpConnections,
    int MaxTcpPerClient);
