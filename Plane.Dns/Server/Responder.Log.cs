using System.Net;
using Plane.Dns.Protocol;

namespace Plane.Dns.Server;

internal static partial class ResponderLog
{
    [LoggerMessage(4007, LogLevel.Information, "{Client} asked over {Transport} for {Name} {Type}: {Code}, {Length} bytes")]
    public static partial void Queried(this ILogger log, IPAddress client, string name, RecordType type, ResponseCode code, string transport, int length);
}
