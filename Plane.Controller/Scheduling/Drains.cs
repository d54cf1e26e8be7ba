using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Intents;

namespace Plane.Controller.Scheduling;

/// <summary>Drones that somebody wants drained, known here before the drone itself says so.</summary>
internal sealed class Drains(LiveView<DrainIntent> view, DrainsStore store, Entropy entropy)
{
    private const int IdLength = 14;
    private const int Tries = 5;
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(1);

    /// <summary>Every drain there was at the start is known.</summary>
    public bool IsComplete => view.Current.IsComplete;

    public bool IsWanted(ClusterName cluster, DroneId drone) => view.Current.Find(DrainsStore.KeyOf(cluster, drone)) is not null;

    /// <summary>From its return on this controller places nothing there.</summary>
    /// <returns>Whether this call changed anything; null where the store did not answer.</returns>
    public async Task<bool?> WantAsync(ClusterName cluster, DroneId drone, CancellationToken token)
    {
        var written = await store.WantAsync(cluster, drone, entropy.Letters(IdLength), token);
        if (written.Result == WriteResult.Unanswered)
        {
            return null;
        }

        await SeenAsync(cluster, drone, static seen => seen is not null, token);
        return written.IsStored;
    }

    /// <returns>Whether this call changed anything; null where the store did not answer.</returns>
    public async Task<bool?> UndoAsync(ClusterName cluster, DroneId drone, CancellationToken token)
    {
        for (var i = 0; i < Tries; i++)
        {
            var read = await store.ReadAsync(cluster, drone, token);
            if (read.Entry is not { } entry)
            {
                return read.Result == ReadResult.Missing ? false : null;
            }

            var written = await store.UndoAsync(cluster, drone, entry.Revision, token);
            if (written.Result != WriteResult.Conflict)
            {
                await SeenAsync(cluster, drone, seen => seen is null || seen.Revision > entry.Revision, token);
                return written.IsStored ? true : null;
            }
        }

        return null;
    }

    /// <summary>The next connect to this controller must not be placed by what was. A view that is late is no reason to fail: the drone itself refuses.</summary>
    private async Task SeenAsync(ClusterName cluster, DroneId drone, Func<Seen<DrainIntent>?, bool> wanted, CancellationToken token)
    {
        Task seen = view.WaitAsync(DrainsStore.KeyOf(cluster, drone), wanted, CatchUp, token).AsTask();
        await seen.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
