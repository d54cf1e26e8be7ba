using System.Net;

namespace Plane.Dns.Server;

internal static partial class ServerLog
{
    [LoggerMessage(4001, LogLevel.Information, "DNS answers on {Endpoint} over UDP with {Sockets} sockets")]
    public static partial void UdpListens(this ILogger log, EndPoint endpoint, int sockets);

    [LoggerMessage(4002, LogLevel.Information, "DNS answers on {Endpoint} over TCP")]
    public static partial void TcpListens(this ILogger log, EndPoint? endpoint);

    [LoggerMessage(4003, LogLevel.Debug, "A datagram could not be received or answered")]
    public static partial void DatagramFailed(this ILogger log, Exception exception);

    [LoggerMessage(4004, LogLevel.Warning, "A TCP client could not be accepted")]
    public static partial void AcceptFailed(this ILogger log, Exception exception);

    [LoggerMessage(4005, LogLevel.Warning, "More than {Limit} TCP clients at once: the newest is turned away")]
    public static partial void TooManyClients(this ILogger log, int limit);

    [LoggerMessage(4006, LogLevel.Debug, "A TCP client ended")]
    public static partial void ClientEnded(this ILogger log, Exception exception);

    [LoggerMessage(4008, LogLevel.Error, "A query broke the server's code; it goes on with the next")]
    public static partial void BatchFailed(this ILogger log, Exception exception);

    [LoggerMessage(4009, LogLevel.Debug, "{Count} answers could not be sent")]
    public static partial void NotSent(this ILogger log, int count);

    [LoggerMessage(4010, LogLevel.Debug, "{Client} has {Limit} TCP connections already: one more is turned away")]
    public static partial void TooManyOfOne(this ILogger log, IPAddress client, int limit);
}
