using NATS.Client.Core;

namespace NATS.Client.JetStream;

/// <summary>A message delivered by a consumer, to be acknowledged unless its policy is none.</summary>
public interface INatsJSMsg<out T> : INatsMsg
{
    /// <summary>Default when the payload was empty or could not be read (see <see cref="Error"/>).</summary>
    T? Data { get; }

    /// <summary>Null when it did not come from a consumer.</summary>
    NatsJSMsgMetadata? Metadata { get; }

    /// <summary>Why headers or payload could not be read; the message can still be acknowledged.</summary>
    NatsException? Error { get; }

    /// <summary>Throws <see cref="Error"/> if there is one.</summary>
    void EnsureSuccess();

    /// <summary>Done with it.</summary>
    ValueTask AckAsync(AckOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Deliver it again, at once or after <see cref="AckOpts.NakDelay"/>.</summary>
    ValueTask NakAsync(AckOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Still at it: the acknowledgement wait starts over.</summary>
    ValueTask AckProgressAsync(AckOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Never deliver it again.</summary>
    ValueTask AckTerminateAsync(AckOpts? opts = default, CancellationToken cancellationToken = default);
}
