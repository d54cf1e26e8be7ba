using System.Runtime.CompilerServices;
using NATS.Client.Core.Protocol;
using NATS.Client.Core.Telemetry;

namespace NATS.Client.Core;

public partial class NatsConnection
{
    /// <inheritdoc/>
    public IAsyncEnumerable<NatsMsg<T>> SubscribeAsync<T>(string subject, string? queueGroup = default, INatsDeserialize<T>? serializer = default, NatsSubOpts? opts = default, CancellationToken cancellationToken = default)
    {
        SubjectRules.CheckSubject(subject);
        SubjectRules.CheckQueueGroup(queueGroup);
        return EnumerateAsync(subject, queueGroup, serializer, opts, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<INatsSub<T>> SubscribeCoreAsync<T>(string subject, string? queueGroup = default, INatsDeserialize<T>? serializer = default, NatsSubOpts? opts = default, CancellationToken cancellationToken = default)
        => await SubscribeAsync(subject, queueGroup, serializer, opts, isInbox: false, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask AddSubAsync(NatsSubBase sub, CancellationToken cancellationToken = default)
    {
        // In the table first: whichever link opens from now on gets it, and a second SUB with the same number is ignored by the server.
        _subscriptions.Add(sub);
        if (sub.HasEnded)
        {
            // Cancelled before it was in the table: nobody else will take it out.
            _subscriptions.Remove(sub);
            return;
        }

        try
        {
            var link = await OpenLinkAsync(cancellationToken);
            sub.WriteSubscribe(link.Outbox);
        }
        catch (Exception e)
        {
            sub.End(NatsSubEndReason.Exception, e);
            throw;
        }

        sub.StartTimers();
        if (sub.Opts?.Events?.OnSubscribed is { } subscribed)
        {
            await subscribed(sub);
        }
    }

    /// <summary>Called once by each subscription that ends. UNSUB is only queued: it can be called from anywhere.</summary>
    internal void Unsubscribe(NatsSubBase sub)
    {
        if (_subscriptions.Remove(sub) && !sub.IsDraining)
        {
            Volatile.Read(ref _link)?.Outbox.Unsubscribe(sub.Sid, maxMsgs: null);
        }
    }

    /// <summary>UNSUB and a round trip: what the server had sent before has arrived then.</summary>
    internal async Task DrainAsync(NatsSubBase sub, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _link) is { } link)
        {
            link.Outbox.Unsubscribe(sub.Sid, maxMsgs: null);
            await RoundTripAsync(link, Opts.DrainPingTimeout, cancellationToken);
        }
    }

    private async ValueTask<NatsSub<T>> SubscribeAsync<T>(string subject, string? queueGroup, INatsDeserialize<T>? serializer, NatsSubOpts? opts, bool isInbox, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SubjectRules.CheckSubject(subject);
        SubjectRules.CheckQueueGroup(queueGroup);
        using var activity = isInbox ? null : Spans.StartSubscribe(this, subject);
        var sub = new NatsSub<T>(this, subject, queueGroup, serializer ?? Opts.SerializerRegistry.GetDeserializer<T>(), opts, cancellationToken);
        await AddSubAsync(sub, cancellationToken);
        return sub;
    }

    private async IAsyncEnumerable<NatsMsg<T>> EnumerateAsync<T>(string subject, string? queueGroup, INatsDeserialize<T>? serializer, NatsSubOpts? opts, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var sub = await SubscribeAsync(subject, queueGroup, serializer, opts, isInbox: false, cancellationToken);

        // Without the token: cancelling ends the subscription, and with it this loop, without an exception.
        while (await sub.Msgs.WaitToReadAsync(CancellationToken.None))
        {
            while (sub.Msgs.TryRead(out var msg))
            {
                yield return msg;
            }
        }
    }
}
