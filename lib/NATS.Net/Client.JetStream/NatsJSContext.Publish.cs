using System.Globalization;
using System.Runtime.CompilerServices;
using NATS.Client.Core;
using NATS.Client.JetStream.Api;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

public partial class NatsJSContext
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<PubAckResponse> PublishAsync<T>(string subject, T? data, INatsSerialize<T>? serializer = default, NatsJSPubOpts? opts = default, NatsHeaders? headers = default, CancellationToken cancellationToken = default)
    {
        var result = await TryPublishAsync(subject, data, serializer, opts, headers, cancellationToken);
        return result.Success ? result.Value : throw result.Error;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<NatsResult<PubAckResponse>> TryPublishAsync<T>(string subject, T? data, INatsSerialize<T>? serializer = default, NatsJSPubOpts? opts = default, NatsHeaders? headers = default, CancellationToken cancellationToken = default)
    {
        headers = WithConditions(headers, opts);
        for (var attemptsLeft = opts?.RetryAttempts ?? 1; ; attemptsLeft--)
        {
            try
            {
                var msg = await Connection.RequestAsync(
                    subject, data, headers, serializer, PubAckDeserializer.Default, opts, ReplyOpts, cancellationToken);
                if (!msg.HasNoResponders)
                {
                    return Acknowledgement(msg);
                }
            }
            catch (NatsNoReplyException)
            {
                // It may be stored: to send it again is the caller's decision.
                return new NatsJSPublishNoResponseException();
            }

            if (attemptsLeft <= 1)
            {
                return new NatsJSPublishNoResponseException();
            }

            await Task.Delay(opts!.RetryWaitBetweenAttempts, TimeProvider.System, cancellationToken);
        }
    }

    public ValueTask<NatsJSPublishConcurrentFuture> PublishConcurrentAsync<T>(string subject, T? data, INatsSerialize<T>? serializer = default, NatsJSPubOpts? opts = default, NatsHeaders? headers = default, CancellationToken cancellationToken = default)
        => new(new NatsJSPublishConcurrentFuture(TryPublishAsync(subject, data, serializer, opts, headers, cancellationToken).AsTask()));

    private static NatsResult<PubAckResponse> Acknowledgement(in NatsMsg<PubAckResponse> msg)
    {
        if (msg.Error is { } error)
        {
            return error;
        }

        return msg.Data is { } ack ? ack : new NatsJSException("Empty acknowledgement: a subscriber that is no stream answered the publish.");
    }

    private static NatsHeaders? WithConditions(NatsHeaders? headers, NatsJSPubOpts? opts)
    {
        if (opts is null || ReferenceEquals(opts, NatsJSPubOpts.Default))
        {
            return headers;
        }

        // The caller's headers stay as they are: it may send them again.
        var all = headers is null ? new NatsHeaders(2) : new NatsHeaders(headers.Store);
        Set(all, "Nats-Msg-Id", opts.MsgId);
        Set(all, "Nats-Expected-Last-Msg-Id", opts.ExpectedLastMsgId);
        Set(all, "Nats-Expected-Stream", opts.ExpectedStream);
        Set(all, "Nats-Expected-Last-Sequence", Text(opts.ExpectedLastSequence));
        Set(all, "Nats-Expected-Last-Subject-Sequence", Text(opts.ExpectedLastSubjectSequence));
        Set(all, "Nats-Expected-Last-Subject-Sequence-Subject", opts.ExpectedLastSubjectSequenceSubject);
        return all.Count == 0 ? headers : all;
    }

    private static void Set(NatsHeaders headers, string name, string? value)
    {
        if (value is not null)
        {
            headers[name] = value;
        }
    }

    private static string? Text(ulong? sequence) => sequence?.ToString(CultureInfo.InvariantCulture);
}
