using System.Collections.Concurrent;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Drone.Backends;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Intents;

namespace Plane.Drone.Agent;

/// <summary>Carries out terminate intents, also those written while the drone was away, and deletes each when it is done.</summary>
internal sealed class TerminateWatch(
    AgentOptions options,
    LiveView<TerminateIntent> intents,
    IntentsStore store,
    BackendsStore records,
    BackendRoster roster,
    LeaseTimings timings,
    TimeProvider clock,
    ILogger<TerminateWatch> log)
{
    private readonly ConcurrentDictionary<string, ulong> _begun = new();

    public async Task RunAsync(CancellationToken token)
    {
        using var tasks = new TaskGroup(token);
        try
        {
            await foreach (var snapshot in intents.FollowAsync(token))
            {
                foreach (var (id, intent) in snapshot.Entries)
                {
                    if (BackendId.TryParse(id, out var backend) && _begun.GetValueOrDefault(id) < intent.Revision)
                    {
                        _begun[id] = intent.Revision;
                        tasks.Add(CarryOutAsync(backend, intent, tasks.Token));
                    }
                }
            }
        }
        finally
        {
            await tasks.EndAsync();
        }
    }

    private async Task CarryOutAsync(BackendId backend, Seen<TerminateIntent> intent, CancellationToken token)
    {
        log.TerminateWanted(backend, intent.Value.Kind, intent.Value.Reason);
        while (!await TryAsync(backend, intent.Value, token))
        {
            await Task.Delay(timings.RetryEvery / 4, clock, token);
        }

        // A conflict is a newer intent for the same backend, which gets a turn of its own.
        while ((await Limited.WriteAsync(t => store.DoneAsync(options.Cluster, options.Drone, backend, intent.Revision, t), timings.RetryEvery, clock, token)).Result == WriteResult.Unanswered)
        {
            await Task.Delay(timings.RetryEvery, clock, token);
        }

        if (_begun.GetValueOrDefault(backend.Value) == intent.Revision)
        {
            _begun.TryRemove(backend.Value, out _);
        }
    }

    /// <returns>True once the backend has ended, or is not this drone's.</returns>
    private async Task<bool> TryAsync(BackendId backend, TerminateIntent intent, CancellationToken token)
    {
        if (roster.Find(backend) is { } supervisor)
        {
            supervisor.Orders.Order(new StopOrder(intent.Kind, intent.Reason));
            await roster.EndOf(backend).WaitAsync(token);
            return true;
        }

        // No supervisor: it has ended, moved, or its spawn is still on the way.
        var read = await Limited.ReadAsync(t => records.ReadAsync(options.Cluster, backend, t), timings.RetryEvery, clock, token);
        return read.Result == ReadResult.Missing
            || (read.Entry is { } entry && (entry.Value.Status == BackendStatus.Terminated || entry.Value.Drone != options.Drone));
    }
}
