namespace NATS.Client.Core;

/// <summary>One core message.</summary>
public readonly record struct NatsMsg<T> : INatsMsg<T>
{
    /// <summary>A message as it would have come in; with a null <paramref name="connection"/> it cannot be replied to.</summary>
    public NatsMsg(string subject, string? replyTo, int size, NatsHeaders? headers, T? data, INatsConnection? connection, NatsMsgFlags flags = default)
    {
        Subject = subject;
        ReplyTo = replyTo;
        Size = size;
        Flags = flags;
        Headers = headers;
        Data = data;
        Connection = connection;
    }

    /// <inheritdoc/>
    public string Subject { get; init; }

    /// <inheritdoc/>
    public string? ReplyTo { get; init; }

    /// <inheritdoc/>
    public int Size { get; init; }

    /// <summary>Empty payload, no responders.</summary>
    public NatsMsgFlags Flags { get; init; }

    /// <inheritdoc/>
    public NatsHeaders? Headers { get; init; }

    /// <inheritdoc/>
    public T? Data { get; init; }

    /// <inheritdoc/>
    public INatsConnection? Connection { get; init; }

    /// <summary>The payload had no bytes.</summary>
    public bool IsEmpty => (Flags & NatsMsgFlags.Empty) != 0;

    /// <summary>The server's answer that nobody listens: empty payload, status 503.</summary>
    public bool HasNoResponders => (Flags & NatsMsgFlags.NoResponders) != 0;

    /// <inheritdoc/>
    public NatsException? Error => Headers?.Error;

    /// <inheritdoc/>
    public void EnsureSuccess()
    {
        if (HasNoResponders)
        {
            throw new NatsNoRespondersException();
        }

        if (Error is { } error)
        {
            throw error;
        }
    }

    /// <inheritdoc/>
    public ValueTask ReplyAsync(NatsHeaders? headers = default, string? replyTo = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default)
        => ReplyTarget().PublishAsync(ReplyTo!, headers, replyTo, opts, cancellationToken);

    /// <inheritdoc/>
    public ValueTask ReplyAsync<TReply>(TReply data, NatsHeaders? headers = default, string? replyTo = default, INatsSerialize<TReply>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default)
        => ReplyTarget().PublishAsync(ReplyTo!, data, headers, replyTo, serializer, opts, cancellationToken);

    /// <inheritdoc/>
    public ValueTask ReplyAsync<TReply>(NatsMsg<TReply> msg, INatsSerialize<TReply>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default)
        => ReplyTarget().PublishAsync(msg with { Subject = ReplyTo! }, serializer, opts, cancellationToken);

    private INatsConnection ReplyTarget()
    {
        if (Connection is null)
        {
            throw new NatsException("unable to send reply; the message has no connection");
        }

        if (string.IsNullOrWhiteSpace(ReplyTo))
        {
            throw new NatsException("unable to send reply; the message has no reply subject");
        }

        return Connection;
    }
}
