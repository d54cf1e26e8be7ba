using System.Threading.Channels;

namespace NATS.Client.Core;

/// <summary>A live subscription. Disposing unsubscribes and throws the stored exception, if any.</summary>
public interface INatsSub<T> : IAsyncDisposable
{
    /// <summary>Messages in order of arrival; completes when the subscription ends.</summary>
    ChannelReader<NatsMsg<T>> Msgs { get; }

    /// <summary>As subscribed, wildcards included.</summary>
    string Subject { get; }

    /// <summary>Null for a plain subscription.</summary>
    string? QueueGroup { get; }

    /// <summary>Sends UNSUB and completes <see cref="Msgs"/>; what is queued can still be read.</summary>
    ValueTask UnsubscribeAsync();

    /// <summary>Sends UNSUB, waits until the server has seen it so that all on its way has arrived, then completes <see cref="Msgs"/>.</summary>
    ValueTask DrainAsync(CancellationToken cancellationToken = default);
}
