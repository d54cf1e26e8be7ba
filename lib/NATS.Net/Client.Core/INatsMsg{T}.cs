namespace NATS.Client.Core;

/// <summary>A core message whose payload was read as <typeparamref name="T"/>.</summary>
public interface INatsMsg<T> : INatsMsg
{
    /// <summary>Default when the payload was empty or could not be read (see <see cref="Error"/>).</summary>
    T? Data { get; }

    /// <summary>Why headers or payload could not be read; the message is delivered all the same.</summary>
    NatsException? Error { get; }

    /// <summary>Throws <see cref="NatsNoRespondersException"/> for a 503 status message, or <see cref="Error"/>.</summary>
    void EnsureSuccess();

    /// <summary>Replies with an empty payload. Without connection or reply subject: <see cref="NatsException"/>.</summary>
    ValueTask ReplyAsync(NatsHeaders? headers = default, string? replyTo = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Replies with a value. Without connection or reply subject: <see cref="NatsException"/>.</summary>
    ValueTask ReplyAsync<TReply>(TReply data, NatsHeaders? headers = default, string? replyTo = default, INatsSerialize<TReply>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Replies with data, headers and reply subject of <paramref name="msg"/>; its subject is ignored.</summary>
    ValueTask ReplyAsync<TReply>(NatsMsg<TReply> msg, INatsSerialize<TReply>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default);
}
