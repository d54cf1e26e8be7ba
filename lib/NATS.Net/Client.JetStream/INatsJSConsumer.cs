using NATS.Client.Core;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>A pull consumer, or an ordered one.</summary>
public interface INatsJSConsumer
{
    /// <summary>As of the last refresh.</summary>
    ConsumerInfo Info { get; }

    /// <summary>Endless; cancelling ends it without an exception.</summary>
    /// <exception cref="NatsJSProtocolException">The consumer is gone or refuses pulls.</exception>
    IAsyncEnumerable<INatsJSMsg<T>> ConsumeAsync<T>(INatsDeserialize<T>? serializer = default, NatsJSConsumeOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>The next message, or null when none came before the pull expired.</summary>
    ValueTask<INatsJSMsg<T>?> NextAsync<T>(INatsDeserialize<T>? serializer = default, NatsJSNextOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Up to the asked number, ending early when the pull expires.</summary>
    IAsyncEnumerable<INatsJSMsg<T>> FetchAsync<T>(NatsJSFetchOpts opts, INatsDeserialize<T>? serializer = default, CancellationToken cancellationToken = default);

    /// <summary>What is there now, up to the asked number.</summary>
    IAsyncEnumerable<INatsJSMsg<T>> FetchNoWaitAsync<T>(NatsJSFetchOpts opts, INatsDeserialize<T>? serializer = default, CancellationToken cancellationToken = default);

    ValueTask RefreshAsync(CancellationToken cancellationToken = default);

    /// <summary>Server 2.11 and later.</summary>
    ValueTask UnpinAsync(string group, CancellationToken cancellationToken = default);
}
