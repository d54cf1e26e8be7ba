using NATS.Client.Core;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>The acknowledgement of a publish that is under way.</summary>
public readonly struct NatsJSPublishConcurrentFuture : IAsyncDisposable
{
    private readonly Task<NatsResult<PubAckResponse>> _acknowledgement;

    internal NatsJSPublishConcurrentFuture(Task<NatsResult<PubAckResponse>> acknowledgement) => _acknowledgement = acknowledgement;

    /// <exception cref="NatsJSPublishNoResponseException">No stream takes the subject, or none answered in time.</exception>
    public async ValueTask<PubAckResponse> GetResponseAsync(CancellationToken cancellationToken = default)
    {
        var result = await _acknowledgement.WaitAsync(cancellationToken);
        return result.Success ? result.Value : throw result.Error;
    }

    /// <summary>Lets go of the acknowledgement; the publish itself is not undone.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
