using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Plane.State.Connection;

/// <summary>Looks into a stream for what may not be there.</summary>
public static class StreamReads
{
    private const int NotFound = 404;
    private const int StreamNotFound = 10059;

    /// <returns>Null where the stream has no such message.</returns>
    /// <exception cref="NATS.Client.Core.NatsException">The store did not answer, or has no such stream.</exception>
    public static async ValueTask<StoredMessage?> FindAsync(this INatsJSStream stream, StreamMsgGetRequest request, CancellationToken token)
    {
        try
        {
            return (await stream.GetAsync(request, token)).Message;
        }
        catch (NatsJSApiException exception) when (exception.Error.Code == NotFound && exception.Error.ErrCode != StreamNotFound)
        {
            return null;
        }
    }
}
