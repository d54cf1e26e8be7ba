using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using NATS.Client.Core.Transport;

namespace NATS.Client.Core.Routing;

/// <summary>The live subscriptions of a connection by their number.</summary>
internal sealed class SubscriptionTable
{
    private readonly ConcurrentDictionary<int, NatsSubBase> _subscriptions = new();
    private int _lastSid = RequestTable.Sid;

    public IEnumerable<NatsSubBase> All => _subscriptions.Values;

    public void Add(NatsSubBase sub)
    {
        sub.Sid = Interlocked.Increment(ref _lastSid);
        _subscriptions[sub.Sid] = sub;
        NatsTelemetry.ActiveSubscriptions.Add(1);
    }

    public bool Remove(NatsSubBase sub)
    {
        var removed = _subscriptions.TryRemove(KeyValuePair.Create(sub.Sid, sub));
        if (removed)
        {
            NatsTelemetry.ActiveSubscriptions.Add(-1);
        }

        return removed;
    }

    public bool TryGet(int sid, [MaybeNullWhen(false)] out NatsSubBase sub) => _subscriptions.TryGetValue(sid, out sub);

    /// <summary>Sends SUB for all, on a link that nobody else uses yet.</summary>
    public void Resubscribe(Outbox outbox)
    {
        foreach (var sub in _subscriptions.Values)
        {
            sub.WriteSubscribe(outbox);
        }
    }
}
