using System.Collections.Concurrent;
using System.Diagnostics;
using NATS.Client.Core;
using Plane.Contracts.Drones;
using Plane.Domain.Identity;
using Plane.Drone.Backends;
using Plane.Drone.Guard;

namespace Plane.Drone.Agent;

/// <summary>Takes spawns, or says why not. A repeated one gets the answer of the first.</summary>
internal sealed class SpawnDesk(AgentOptions options, DroneLife life, GuardKeeper guard, BackendAcceptance acceptance, BackendRoster roster, BackendServices services, ILogger<SpawnDesk> log)
{
    private readonly ConcurrentDictionary<BackendId, Lazy<Task<SpawnReply>>> _under = new();

    public async Task<SpawnReply> SpawnAsync(SpawnMessage message, NatsHeaders? headers, CancellationToken token)
    {
        var answer = _under.GetOrAdd(message.Backend, _ => new Lazy<Task<SpawnReply>>(() => TakeAsync(message, ParentOf(headers), token)));
        try
        {
            return await answer.Value;
        }
        finally
        {
            _under.TryRemove(message.Backend, out _);
        }
    }

    /// <summary>Completes when this backend's spawn is answered; at once where none is being taken.</summary>
    public Task AnsweredAsync(BackendId backend) => _under.TryGetValue(backend, out var answer) ? answer.Value : Task.CompletedTask;

    private static ActivityContext ParentOf(NatsHeaders? headers) =>
        headers is not null && headers.TryGetValue("traceparent", out var parent) && ActivityContext.TryParse(parent.ToString(), null, isRemote: true, out var context)
            ? context
            : default;

    private async Task<SpawnReply> TakeAsync(SpawnMessage message, ActivityContext parent, CancellationToken token)
    {
        if (roster.Find(message.Backend) is { } known)
        {
            // The answer to the first was lost.
            return known.Serves(message) ? new SpawnReply(true, null) : new SpawnReply(false, "the backend runs here already, for another key");
        }

        var refusal = RefusalOf(message) ?? (await guard.IsWatchingAsync(token) ? null : "the drone has no guard at the moment");
        var outcome = refusal is null ? await acceptance.AcceptAsync(message, token) : SpawnOutcome.Refused(refusal);
        if (outcome.Held is not { } held)
        {
            log.SpawnRefused(message.Backend, outcome.Refusal!);
            return new SpawnReply(false, outcome.Refusal);
        }

        roster.Begin(new BackendSupervisor(held, services), parent);
        return new SpawnReply(true, null);
    }

    private string? RefusalOf(SpawnMessage message)
    {
        if (message.Cluster != options.Cluster || message.Drone != options.Drone)
        {
            return $"this is drone {options.Drone} of {options.Cluster}";
        }

        if (!life.TakesSpawns)
        {
            return $"the drone is {life.Told(roster.Count)}";
        }

        if (message.Incarnation != life.Number)
        {
            return "the message is for another life of this drone";
        }

        if (options.Capacity is { } capacity && roster.Count + _under.Count > capacity)
        {
            return "the drone is full";
        }

        return null;
    }
}
