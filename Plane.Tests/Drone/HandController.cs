using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Connection;
using Plane.State.Drones;
using Plane.State.Intents;
using Plane.State.Keys;

namespace Plane.Tests.Drone;

/// <summary>A controller by hand: it acquires a key for one drone, step by step as the rules say, and looks at what became of it.</summary>
internal sealed class HandController(IServiceProvider services, LeaseTimings timings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static ClusterName Cluster { get; } = ClusterName.Parse("localhost:9091");

    public KeysStore Keys { get; } = services.GetRequiredService<KeysStore>();

    public BackendsStore Records { get; } = services.GetRequiredService<BackendsStore>();

    public DronesStore Drones { get; } = services.GetRequiredService<DronesStore>();

    public IntentsStore Intents { get; } = services.GetRequiredService<IntentsStore>();

    private INatsConnection Connection => services.GetRequiredService<INatsConnection>();

    public async Task<DroneRecord> ReadyDroneAsync(DroneId drone)
    {
        DroneRecord? record = null;
        await Peers.Poll.UntilAsync(
            async () => (record = (await Drones.ReadAsync(Cluster, drone, default)).Entry?.Value)?.State == DroneState.Ready,
            Patience,
            $"drone {drone} to be ready");
        return record!;
    }

    /// <summary>Acquires a key and has the drone accept it.</summary>
    public async Task<SpawnedByHand> SpawnAsync(DroneId drone, BackendSpec spec, BackendLimits? limits = null, bool hostRouting = false)
    {
        var (spawned, message) = await ReserveAsync(drone, spec, limits ?? new BackendLimits(), hostRouting);
        var reply = await SendAsync(message);
        Assert.True(reply.Accepted, reply.Refusal);
        return spawned;
    }

    /// <summary>Everything up to the message to the drone.</summary>
    public async Task<(SpawnedByHand Spawned, SpawnMessage Message)> ReserveAsync(DroneId drone, BackendSpec spec, BackendLimits limits, bool hostRouting = false)
    {
        var life = await ReadyDroneAsync(drone);
        var backend = BackendId.Parse("t-" + Entropy.System.Letters(14));
        var key = KeyName.New(Entropy.System);
        var reserved = await Keys.ReserveAsync(key, EntryOf(key, backend, drone), Entropy.System.Letters(14), default);
        Assert.True(reserved.IsStored);
        var token = await Keys.NextFenceAsync(key, (await Keys.ReadAsync(key, default)).Entry!.Created, Entropy.System.Letters(14), default);
        var record = await Records.CreateAsync(RecordOf(key, backend, drone, spec, limits) with { HostRouting = hostRouting }, default);
        Assert.True(record.IsStored);
        var message = new SpawnMessage
        {
            Cluster = Cluster,
            Drone = drone,
            Incarnation = life.Incarnation,
            Backend = backend,
            KeyNamespace = key.Namespace,
            KeyName = key.Name,
            KeyTag = "",
            Reservation = reserved.Revision,
            Record = record.Revision,
            FencingToken = token!.Value,
            Spec = spec,
            Limits = limits,
        };
        return (new SpawnedByHand(backend, key), message);
    }

    public async Task<SpawnReply> SendAsync(SpawnMessage message, string? traceParent = null)
    {
        var reply = await Connection.RequestAsync(
            Subjects.Spawn(Cluster, message.Drone),
            message,
            headers: traceParent is null ? null : new NatsHeaders { ["traceparent"] = traceParent },
            requestSerializer: RawJson<SpawnMessage>.Of(StateJson.Default.SpawnMessage),
            replySerializer: RawJson<SpawnReply>.Of(StateJson.Default.SpawnReply),
            replyOpts: new NatsSubOpts { Timeout = Patience });
        return reply.Data!;
    }

    public async Task<BackendStatus?> TouchAsync(DroneId drone, BackendId backend)
    {
        var reply = await Connection.RequestAsync(
            Subjects.Touch(Cluster, drone),
            new TouchMessage(backend),
            requestSerializer: RawJson<TouchMessage>.Of(StateJson.Default.TouchMessage),
            replySerializer: RawJson<TouchReply>.Of(StateJson.Default.TouchReply));
        return reply.Data!.Status;
    }

    public async Task<ActivityView?> ActivityAsync(DroneId drone, BackendId backend)
    {
        var reply = await Connection.RequestAsync(
            Subjects.Activity(Cluster, drone),
            new ActivityMessage(backend),
            requestSerializer: RawJson<ActivityMessage>.Of(StateJson.Default.ActivityMessage),
            replySerializer: RawJson<ActivityReply>.Of(StateJson.Default.ActivityReply));
        return reply.Data!.Activity;
    }

    public async Task<MetricsReply> MetricsAsync(DroneId drone, BackendId backend)
    {
        var reply = await Connection.RequestAsync(
            Subjects.Metrics(Cluster, drone),
            new MetricsMessage(backend),
            requestSerializer: RawJson<MetricsMessage>.Of(StateJson.Default.MetricsMessage),
            replySerializer: RawJson<MetricsReply>.Of(StateJson.Default.MetricsReply));
        return reply.Data!;
    }

    public async Task<BackendRecord> RecordAsync(SpawnedByHand spawned) => (await Records.ReadAsync(Cluster, spawned.Backend, default)).Entry!.Value;

    public async Task<KeyEntry?> EntryAsync(SpawnedByHand spawned) => (await Keys.ReadAsync(spawned.Key, default)).Entry?.Value;

    /// <summary>
    /// The entry as it was written last, whether or not it has expired meanwhile; null where it was deleted. Whoever asks whether something was
    /// in time for it asks this one, which waits.
    /// </summary>
    public Versioned<KeyEntry>? LastEntry(SpawnedByHand spawned) => services.GetRequiredService<LiveView<KeyEntry>>().Current.Find(spawned.Key.Hash)?.Entry;

    /// <summary>When the entry of a key that nobody renews any more has gone, or goes: nobody can take the key before.</summary>
    public async Task<DateTimeOffset> ExpiryAsync(SpawnedByHand spawned)
    {
        await UntilFreeAsync(spawned);
        return LastEntry(spawned)!.Created + timings.Ttl;
    }

    public async Task<BackendRecord> UntilAsync(SpawnedByHand spawned, BackendStatus status, TimeSpan? limit = null)
    {
        BackendRecord? record = null;
        await Peers.Poll.UntilAsync(async () => (record = await RecordAsync(spawned)).Status >= status, limit ?? Patience, $"{spawned.Backend} to be {status}");
        Assert.Equal(status, record!.Status);
        return record;
    }

    public Task UntilFreeAsync(SpawnedByHand spawned) =>
        Peers.Poll.UntilAsync(async () => await EntryAsync(spawned) is null, Patience, $"the key of {spawned.Backend} to be free");

    /// <summary>What a stream holds on one subject, oldest first.</summary>
    public async Task<IReadOnlyList<string>> StoredAsync(string stream, string subject)
    {
        var source = await services.GetRequiredService<JetStream>().Context.GetStreamAsync(stream);
        List<string> found = [];
        try
        {
            for (var next = 1ul; ;)
            {
                var message = (await source.GetAsync(new StreamMsgGetRequest { Seq = next, NextBySubj = subject })).Message;
                found.Add(Encoding.UTF8.GetString(message.Data.Span));
                next = message.Seq + 1;
            }
        }
        catch (NatsJSApiException exception) when (exception.Error.Code == 404)
        {
            return found;
        }
    }

    /// <summary>Takes away what a stream holds on one subject.</summary>
    public async Task PurgeAsync(string stream, string subject) =>
        await services.GetRequiredService<JetStream>().Context.PurgeStreamAsync(stream, new StreamPurgeRequest { Filter = subject });

    private static KeyEntry EntryOf(KeyName key, BackendId backend, DroneId drone) => new()
    {
        State = KeyEntryState.Reserved,
        Namespace = key.Namespace,
        Name = key.Name,
        Tag = "",
        Backend = backend,
        Cluster = Cluster,
        Drone = drone,
        Incarnation = 0,
        FencingToken = 0,
    };

    private static BackendRecord RecordOf(KeyName key, BackendId backend, DroneId drone, BackendSpec spec, BackendLimits limits) => new()
    {
        Backend = backend,
        Cluster = Cluster,
        Drone = drone,
        KeyNamespace = key.Namespace,
        KeyName = key.Name,
        Status = BackendStatus.Scheduled,
        Image = spec.Image,
        Resources = spec.Limits,
        Limits = limits,
    };
}
