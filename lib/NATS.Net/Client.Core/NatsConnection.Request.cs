using System.Runtime.CompilerServices;
using NATS.Client.Core.Protocol;
using NATS.Client.Core.Routing;
using NATS.Client.Core.Telemetry;
using NATS.Client.Core.Transport;

namespace NATS.Client.Core;

public partial class NatsConnection
{
    /// <inheritdoc/>
    public ValueTask<NatsMsg<TReply>> RequestAsync<TReply>(string subject, INatsDeserialize<TReply>? replySerializer = default, NatsSubOpts? replyOpts = default, CancellationToken cancellationToken = default)
        => RequestAsync(subject, (byte[]?)null, null, NatsRawSerializer<byte[]?>.Default, replySerializer, null, replyOpts, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<NatsMsg<TReply>> RequestAsync<TRequest, TReply>(string subject, TRequest? data, NatsHeaders? headers = default, INatsSerialize<TRequest>? requestSerializer = default, INatsDeserialize<TReply>? replySerializer = default, NatsPubOpts? requestOpts = default, NatsSubOpts? replyOpts = default, CancellationToken cancellationToken = default)
    {
        SubjectRules.CheckSubject(subject);
        cancellationToken.ThrowIfCancellationRequested();
        if (NatsTelemetry.Source.HasListeners() || NatsTelemetry.OperationDuration.Enabled)
        {
            return MeasuredRequestAsync(subject, data, headers, requestSerializer, replySerializer, replyOpts, cancellationToken);
        }

        return SendRequestAsync(subject, data, headers, requestSerializer, replySerializer, replyOpts, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<NatsMsg<TReply>> RequestManyAsync<TRequest, TReply>(string subject, TRequest? data, NatsHeaders? headers = default, INatsSerialize<TRequest>? requestSerializer = default, INatsDeserialize<TReply>? replySerializer = default, NatsPubOpts? requestOpts = default, NatsSubOpts? replyOpts = default, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var opts = replyOpts ?? new NatsSubOpts();
        opts = opts with { StopOnEmptyMsg = opts.StopOnEmptyMsg ?? true, Timeout = opts.Timeout ?? Opts.RequestTimeout };
        await using var sub = await CreateRequestSubAsync(subject, data, headers, requestSerializer, replySerializer, requestOpts, opts, cancellationToken);
        while (await sub.Msgs.WaitToReadAsync(CancellationToken.None))
        {
            while (sub.Msgs.TryRead(out var msg))
            {
                yield return msg;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<NatsSub<TReply>> CreateRequestSubAsync<TRequest, TReply>(string subject, TRequest? data, NatsHeaders? headers = default, INatsSerialize<TRequest>? requestSerializer = default, INatsDeserialize<TReply>? replySerializer = default, NatsPubOpts? requestOpts = default, NatsSubOpts? replyOpts = default, CancellationToken cancellationToken = default)
    {
        SubjectRules.CheckSubject(subject);
        var inbox = NewInbox();
        using var activity = Spans.StartSend("request", this, subject, inbox, ref headers);
        var sub = await SubscribeAsync(inbox, null, replySerializer, replyOpts, isInbox: true, cancellationToken);
        try
        {
            var body = Serialize(headers, data, requestSerializer ?? Opts.SerializerRegistry.GetSerializer<TRequest>());
            await SendAsync(subject, inbox, body, cancellationToken);
            return sub;
        }
        catch (Exception)
        {
            await sub.UnsubscribeAsync();
            throw;
        }
    }

    private async ValueTask<NatsMsg<TReply>> MeasuredRequestAsync<TRequest, TReply>(string subject, TRequest? data, NatsHeaders? headers, INatsSerialize<TRequest>? requestSerializer, INatsDeserialize<TReply>? replySerializer, NatsSubOpts? replyOpts, CancellationToken cancellationToken)
    {
        using var activity = Spans.StartSend("request", this, subject, replyTo: null, ref headers);
        var start = Opts.Clock.GetTimestamp();
        try
        {
            return await SendRequestAsync(subject, data, headers, requestSerializer, replySerializer, replyOpts, cancellationToken);
        }
        finally
        {
            NatsTelemetry.OperationDuration.Record(Opts.Clock.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>("messaging.operation", "request"));
        }
    }

    private ValueTask<NatsMsg<TReply>> SendRequestAsync<TRequest, TReply>(string subject, TRequest? data, NatsHeaders? headers, INatsSerialize<TRequest>? requestSerializer, INatsDeserialize<TReply>? replySerializer, NatsSubOpts? replyOpts, CancellationToken cancellationToken)
    {
        var body = Serialize(headers, data, requestSerializer ?? Opts.SerializerRegistry.GetSerializer<TRequest>());
        var deserializer = replySerializer ?? Opts.SerializerRegistry.GetDeserializer<TReply>();
        _requests.Use();
        if (Volatile.Read(ref _link) is not { } link || Opts.WaitUntilSent)
        {
            return SendRequestSlowlyAsync(subject, body, deserializer, replyOpts, cancellationToken);
        }

        _requests.EnsureSubscribed(link.Outbox);
        var request = _requests.Add<TReply>();
        var replySubject = RequestTable.ReplySubject(_inbox, request.Id);
        var reply = request.Start(replySubject, deserializer, replyOpts, cancellationToken);
        try
        {
            if (TrySend(link, subject, replySubject, body) == AppendResult.Written)
            {
                MessageBody.Return(body);
                return reply;
            }
        }
        catch (Exception e)
        {
            MessageBody.Return(body);
            FailRequest(request, e);
            return reply;
        }

        return AwaitSendAndReplyAsync(request, SendSlowlyAsync(subject, replySubject, body, cancellationToken), reply);
    }

    private void FailRequest(PendingRequest request, Exception error)
    {
        if (_requests.TryRemove(request.Id))
        {
            request.Fail(error);
            request.Execute();
        }
    }

    // The timeout is already running: it also bounds the wait for room in the buffer or for a new link.
    private async ValueTask<NatsMsg<TReply>> AwaitSendAndReplyAsync<TReply>(PendingRequest<TReply> request, ValueTask sending, ValueTask<NatsMsg<TReply>> reply)
    {
        _ = FailIfNotSentAsync(request, request.Id, sending);
        return await reply;
    }

    private async Task FailIfNotSentAsync(PendingRequest request, long id, ValueTask sending)
    {
        try
        {
            await sending;
        }
        catch (Exception e)
        {
            // The object may serve another request by now: only its number tells.
            if (_requests.TryRemove(id))
            {
                request.Fail(e);
                request.Execute();
            }
        }
    }

    private async ValueTask<NatsMsg<TReply>> SendRequestSlowlyAsync<TReply>(string subject, MessageBody body, INatsDeserialize<TReply> deserializer, NatsSubOpts? replyOpts, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(replyOpts?.Timeout ?? Opts.RequestTimeout, Opts.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var link = await OpenLinkAsync(either.Token);
            _requests.EnsureSubscribed(link.Outbox);
            var request = _requests.Add<TReply>();
            var replySubject = RequestTable.ReplySubject(_inbox, request.Id);
            var reply = request.Start(replySubject, deserializer, replyOpts, either.Token);
            return await AwaitSendAndReplyAsync(request, SendSlowlyAsync(subject, replySubject, body, either.Token), reply);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new NatsNoReplyException();
        }
    }
}
