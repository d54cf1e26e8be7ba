using Plane.Domain.Keys;

namespace Plane.Tests.Keys.Simulation;

/// <summary>A controller's watch of the key: late, deaf while it is cut off, never told of expiry, never going back.</summary>
internal sealed class KeyView(Host host, Network network, Store store)
{
    private TimeSpan _seenAt;

    public KeySight? Known { get; private set; }

    /// <summary>As long as a revision counts as live without asking the leader.</summary>
    public bool IsFresh => Known is not null && host.Clock - _seenAt < Story.Timings.KeyFresh;

    public void Hear(KeyEntry? entry, ulong revision)
    {
        if (!host.IsCut)
        {
            // After a wipe the watch begins anew: nothing of the old one arrives any more.
            var epoch = store.Epoch;
            host.Deliver(network.Delay(), () => See(entry, revision, epoch));
        }
    }

    public void Forget() => Known = null;

    private void See(KeyEntry? entry, ulong revision, int epoch)
    {
        if (epoch == store.Epoch && revision > (Known?.Revision ?? 0))
        {
            (Known, _seenAt) = (entry is null ? null : new KeySight(entry, revision), host.Clock);
        }
    }
}
