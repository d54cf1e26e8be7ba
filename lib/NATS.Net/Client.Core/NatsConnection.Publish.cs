using NATS.Client.Core.Protocol;
using NATS.Client.Core.Telemetry;
using NATS.Client.Core.Transport;

namespace NATS.Client.Core;

public partial class NatsConnection
{
    /// <inheritdoc/>
    public ValueTask PublishAsync<T>(string subject, T data, NatsHeaders? headers = default, string? replyTo = default, INatsSerialize<T>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default)
    {
        SubjectRules.CheckSubject(subject);
        SubjectRules.CheckReplyTo(replyTo);
        using var activity = Spans.StartSend("publish", this, subject, replyTo, ref headers);
        var body = Serialize(headers, data, serializer ?? Opts.SerializerRegistry.GetSerializer<T>());
        return SendAsync(subject, replyTo, body, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask PublishAsync(string subject, NatsHeaders? headers = default, string? replyTo = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default)
    {
        SubjectRules.CheckSubject(subject);
        SubjectRules.CheckReplyTo(replyTo);
        using var activity = Spans.StartSend("publish", this, subject, replyTo, ref headers);
        return SendAsync(subject, replyTo, Serialize(headers, (byte[]?)null, NatsRawSerializer<byte[]?>.Default), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask PublishAsync<T>(in NatsMsg<T> msg, INatsSerialize<T>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default)
        => PublishAsync(msg.Subject, msg.Data!, msg.Headers, msg.ReplyTo, serializer, opts, cancellationToken);

    private MessageBody Serialize<T>(NatsHeaders? headers, T? data, INatsSerialize<T> serializer)
    {
        var body = MessageBody.Rent();
        try
        {
            if (headers is not null)
            {
                HeaderBlock.Write(body, headers, Opts.HeaderEncoding);
                body.EndHeaders();
            }

            if (data is not null)
            {
                serializer.Serialize(body, data);
            }

            return body;
        }
        catch (Exception)
        {
            MessageBody.Return(body);
            throw;
        }
    }

    /// <summary>Sends and returns <paramref name="body"/>. Completes at once while the link is open and its buffer has room.</summary>
    private ValueTask SendAsync(string subject, string? replyTo, MessageBody body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Volatile.Read(ref _link) is not { } link || Opts.WaitUntilSent || TrySend(link, subject, replyTo, body) != AppendResult.Written)
        {
            return SendSlowlyAsync(subject, replyTo, body, cancellationToken);
        }

        MessageBody.Return(body);
        return ValueTask.CompletedTask;
    }

    private async ValueTask SendSlowlyAsync(string subject, string? replyTo, MessageBody body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var link = await OpenLinkForSendingAsync(cancellationToken);
            switch (TrySend(link, subject, replyTo, body))
            {
                case AppendResult.Written:
                    MessageBody.Return(body);
                    await (Opts.WaitUntilSent ? link.Outbox.WaitUntilSentAsync(link.Outbox.Position, cancellationToken) : Task.CompletedTask);
                    return;
                case AppendResult.Full:
                    await link.Outbox.WaitForProgressAsync(cancellationToken);
                    break;
                default:
                    await link.Retired.WaitAsync(cancellationToken);
                    break;
            }
        }
    }

    private async ValueTask<Link> OpenLinkForSendingAsync(CancellationToken cancellationToken)
    {
        if (!Opts.PublishTimeoutOnDisconnected || Volatile.Read(ref _link) is not null)
        {
            return await OpenLinkAsync(cancellationToken);
        }

        using var timeout = new CancellationTokenSource(Opts.CommandTimeout, Opts.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        return await OpenLinkAsync(either.Token);
    }

    private AppendResult TrySend(Link link, string subject, string? replyTo, MessageBody body)
    {
        var info = link.Info;
        if (info.MaxPayload > 0 && body.Length > info.MaxPayload)
        {
            throw new NatsPayloadTooLargeException($"Payload size {body.Length} exceeds server's maximum payload size {info.MaxPayload}");
        }

        if (body.HeaderLength > 0 && !(Opts.Headers && info.HeadersSupported))
        {
            throw new NatsException("Headers are off, in the options or at the server.");
        }

        var result = link.Outbox.TryPublish(subject, replyTo, body);
        if (result == AppendResult.Written)
        {
            NatsTelemetry.PublishedMessages.Add(1);
        }

        return result;
    }
}
