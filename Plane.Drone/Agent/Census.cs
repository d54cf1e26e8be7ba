using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Drone.Backends;
using Plane.Drone.Guard;
using Plane.Drone.Runtime;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Drones;
using Plane.State.Keys;

namespace Plane.Drone.Agent;

/// <summary>At the drone's start: what earlier lives of it left behind, and which life this is.</summary>
internal sealed class Census(
    AgentOptions options,
    IRuntime runtime,
    GuardJournal journal,
    LiveView<BackendRecord> view,
    BackendsStore records,
    KeysStore keys,
    DronesStore drones,
    LeaseTimings timings,
    TimeProvider clock)
{
    /// <summary>Containers by their labels, and records that name this drone and have not ended.</summary>
    /// <exception cref="RuntimeException">The engine does not answer.</exception>
    public async Task<IReadOnlyList<LeftBehind>> TakeAsync(CancellationToken token)
    {
        await view.Listed.WaitAsync(token);
        var found = (await runtime.ListAsync(token)).ToDictionary(static one => one.Backend);
        return await Task.WhenAll(found.Keys.Union(Recorded()).Select(backend => LookAsync(backend, found.GetValueOrDefault(backend), token)));
    }

    /// <summary>The same for a drone that runs: names only.</summary>
    /// <exception cref="RuntimeException">The engine does not answer.</exception>
    public async Task<IReadOnlyList<BackendId>> NamesAsync(CancellationToken token) => [.. (await runtime.ListAsync(token)).Select(static one => one.Backend).Union(Recorded())];

    /// <summary>All that is known of one of them now.</summary>
    /// <exception cref="RuntimeException">The engine does not answer.</exception>
    public async Task<LeftBehind> LookAsync(BackendId backend, CancellationToken token) =>
        await LookAsync(backend, (await runtime.ListAsync(token)).FirstOrDefault(one => one.Backend == backend), token);

    /// <summary>Higher than any earlier life that left a trace, and stored before it is used.</summary>
    public async Task<long> NextIncarnationAsync(IEnumerable<LeftBehind> left, CancellationToken token)
    {
        var told = await UntilAnsweredAsync(t => drones.ReadAsync(options.Cluster, options.Drone, t), token);
        var own = left.Select(static one => one.Entry?.Value).OfType<KeyEntry>().Where(entry => entry.Drone == options.Drone && entry.Cluster == options.Cluster);
        var stored = StoredIncarnation.Read(options.StateDirectory);
        var next = own.Select(static entry => entry.Incarnation).Append(told.Entry?.Value.Incarnation ?? 0).Append(stored).Max() + 1;
        StoredIncarnation.Write(options.StateDirectory, next);
        return next;
    }

    private IEnumerable<BackendId> Recorded() => view.Current.Entries.Values.Select(static seen => seen.Value)
        .Where(record => record.Drone == options.Drone && record.Cluster == options.Cluster && record.Status != BackendStatus.Terminated)
        .Select(static record => record.Backend);

    private async Task<LeftBehind> LookAsync(BackendId backend, FoundBackend? found, CancellationToken token)
    {
        var record = await UntilAnsweredAsync(t => records.ReadAsync(options.Cluster, backend, t), token);
        if (record.Entry is not { } entry || !KeyName.TryParse(entry.Value.KeyNamespace, entry.Value.KeyName, out var key))
        {
            return new LeftBehind(backend, found, record.Entry, null, null, journal.Find(backend));
        }

        var held = await UntilAnsweredAsync(t => keys.ReadAsync(key, t), token);
        return new LeftBehind(backend, found, entry, key, held.Entry, journal.Find(backend));
    }

    private async Task<ReadOutcome<T>> UntilAnsweredAsync<T>(Func<CancellationToken, ValueTask<ReadOutcome<T>>> read, CancellationToken token)
    {
        while (true)
        {
            var outcome = await Limited.ReadAsync(read, timings.RetryEvery, clock, token);
            if (outcome.Result != ReadResult.Unanswered)
            {
                return outcome;
            }

            await Task.Delay(timings.RetryEvery / 4, clock, token);
        }
    }
}
