using System.Collections.Concurrent;
using NATS.Client.Core;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Drones;
using Plane.State.Keys;

namespace Plane.Tests.Controller;

/// <summary>How a drone behaves when it is asked to take a backend.</summary>
public enum Manner
{
    Accepts,
    Refuses,

    /// <summary>Never answers and does nothing.</summary>
    Silent,

    /// <summary>Does all it should, and its reply is lost.</summary>
    AcceptsWithoutReply,
}

/// <summary>A drone written by hand: it keeps the protocol of accepting and releasing, and runs nothing.</summary>
public sealed class FakeDrone : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly List<Task> _loops = [];
    private readonly INatsConnection _nats;
    private readonly KeysStore _keys;
    private readonly BackendsStore _backends;
    private readonly DronesStore _drones;

    public FakeDrone(INatsConnection nats, KeysStore keys, BackendsStore backends, DronesStore drones, ClusterName cluster, string id)
    {
        (_nats, _keys, _backends, _drones, Cluster) = (nats, keys, backends, drones, cluster);
        Id = DroneId.Parse(id);
    }

    public ClusterName Cluster { get; }

    public DroneId Id { get; }

    public Manner Manner { get; set; }

    /// <summary>No heartbeats any more.</summary>
    public bool IsDead { get; set; }

    public bool AnswersTouches { get; set; } = true;

    /// <summary>What it says of every backend it has; null for what its records say.</summary>
    public BackendStatus? Says { get; set; }

    public ConcurrentQueue<SpawnMessage> Asked { get; } = new();

    /// <summary>W3C trace contexts the spawns came with.</summary>
    public ConcurrentQueue<string> Traces { get; } = new();

    /// <summary>What it says of every backend it has when it is asked why it is alive; null for silence.</summary>
    public ActivityView? Sees { get; set; }

    /// <summary>What it says every backend it has uses; null for silence.</summary>
    public Func<BackendId, MetricsUpdate?>? Measures { get; set; }

    public ConcurrentQueue<BackendId> Touched { get; } = new();

    public ConcurrentDictionary<BackendId, (KeyName Key, ulong Lease, BackendRecord Record, ulong Revision)> Running { get; } = new();

    public DroneRecord Word { get; init; } = null!;

    /// <summary>Announces itself and listens; returns when both have reached the server.</summary>
    public async Task StartAsync()
    {
        var spawns = await _nats.SubscribeCoreAsync(Subjects.Spawn(Cluster, Id), serializer: RawJson<SpawnMessage>.Of(StateJson.Default.SpawnMessage));
        var touches = await _nats.SubscribeCoreAsync(Subjects.Touch(Cluster, Id), serializer: RawJson<TouchMessage>.Of(StateJson.Default.TouchMessage));
        _loops.Add(ServeAsync(spawns, OnSpawnAsync));
        _loops.Add(ServeAsync(touches, OnTouchAsync));
        var activities = await _nats.SubscribeCoreAsync(Subjects.Activity(Cluster, Id), serializer: RawJson<ActivityMessage>.Of(StateJson.Default.ActivityMessage));
        _loops.Add(ServeAsync(activities, OnActivityAsync));
        var metrics = await _nats.SubscribeCoreAsync(Subjects.Metrics(Cluster, Id), serializer: RawJson<MetricsMessage>.Of(StateJson.Default.MetricsMessage));
        _loops.Add(ServeAsync(metrics, OnMetricsAsync));
        await _nats.PingAsync();
        await SayAsync(Word);
    }

    public async Task SayAsync(DroneRecord record) => Assert.True((await _drones.PutAsync(record, CancellationToken.None)).IsStored);

    /// <summary>Writes a status as a drone does: compare-and-set on what it knows.</summary>
    public async Task SetStatusAsync(BackendId backend, Func<BackendRecord, BackendRecord> change)
    {
        var known = Running[backend];
        var record = change(known.Record);
        var written = await _backends.UpdateAsync(record, known.Revision, CancellationToken.None);
        Assert.True(written.IsStored);
        Running[backend] = known with { Record = record, Revision = written.Revision };
    }

    /// <summary>The program is gone: the record first, then the key, unless a connect that waited for it was quicker.</summary>
    public async Task EndAsync(BackendId backend, bool releaseKey = true)
    {
        await SetStatusAsync(backend, static record => record with { Status = BackendStatus.Terminated, LastStatus = record.Status, ExitCode = 0 });
        if (releaseKey)
        {
            var known = Running[backend];
            Assert.NotEqual(WriteResult.Unanswered, (await _keys.ReleaseAsync(known.Key, known.Lease, CancellationToken.None)).Result);
        }
    }

    /// <summary>What a drone does by itself from time to time.</summary>
    public async Task RenewAsync(BackendId backend)
    {
        var known = Running[backend];
        var entry = (await _keys.ReadAsync(known.Key, CancellationToken.None)).Entry!;
        var renewed = await _keys.RenewAsync(known.Key, entry.Value, known.Lease, Guid.NewGuid().ToString(), CancellationToken.None);
        Assert.True(renewed.IsStored);
        Running[backend] = known with { Lease = renewed.Revision };
    }

    /// <summary>Gives the key back and leaves the record as it is, which no drone does.</summary>
    public async Task LoseKeyAsync(BackendId backend)
    {
        var known = Running[backend];
        Assert.True((await _keys.ReleaseAsync(known.Key, known.Lease, CancellationToken.None)).IsStored);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_loops);
        _ending.Dispose();
    }

    /// <summary>Accepts as of the protocol; false where the key or the record was not as the message says.</summary>
    public async Task<bool> AcceptAsync(SpawnMessage message)
    {
        var key = KeyName.Parse(message.KeyNamespace, message.KeyName);
        var lease = await _keys.AcceptAsync(key, HeldBy(message), message.Reservation, Guid.NewGuid().ToString(), CancellationToken.None);
        if (!lease.IsStored)
        {
            return false;
        }

        var record = (await _backends.ReadAsync(message.Cluster, message.Backend, CancellationToken.None)).Entry!;
        var loading = record.Value with { Status = BackendStatus.Loading, FencingToken = message.FencingToken };
        Running[message.Backend] = (key, lease.Revision, loading, 0);
        var written = await _backends.UpdateAsync(loading, message.Record, CancellationToken.None);
        if (!written.IsStored)
        {
            Running.TryRemove(message.Backend, out _);
            await _keys.ReleaseAsync(key, lease.Revision, CancellationToken.None);
            return false;
        }

        Running[message.Backend] = (key, lease.Revision, loading, written.Revision);
        return true;
    }

    private static KeyEntry HeldBy(SpawnMessage message) => new()
    {
        State = KeyEntryState.Held,
        Namespace = message.KeyNamespace,
        Name = message.KeyName,
        Tag = message.KeyTag,
        Backend = message.Backend,
        Cluster = message.Cluster,
        Drone = message.Drone,
        Incarnation = message.Incarnation,
        FencingToken = message.FencingToken,
    };

    private async Task OnSpawnAsync(NatsMsg<SpawnMessage> message)
    {
        var spawn = message.Data!;
        Asked.Enqueue(spawn);
        Traces.Enqueue(message.Headers is { } headers && headers.TryGetLastValue("traceparent", out var trace) ? trace! : "none");
        if (Manner == Manner.Silent)
        {
            return;
        }

        var reply = Manner == Manner.Refuses ? new SpawnReply(false, "not today") : new SpawnReply(await AcceptAsync(spawn), null);
        if (Manner != Manner.AcceptsWithoutReply)
        {
            await message.ReplyAsync(reply, serializer: RawJson<SpawnReply>.Of(StateJson.Default.SpawnReply));
        }
    }

    private async Task OnTouchAsync(NatsMsg<TouchMessage> message)
    {
        Touched.Enqueue(message.Data!.Backend);
        if (AnswersTouches)
        {
            BackendStatus? status = Running.TryGetValue(message.Data.Backend, out var known) ? Says ?? known.Record.Status : null;
            await message.ReplyAsync(new TouchReply(status), serializer: RawJson<TouchReply>.Of(StateJson.Default.TouchReply));
        }
    }

    private async Task OnActivityAsync(NatsMsg<ActivityMessage> message)
    {
        if (Sees is { } view)
        {
            await message.ReplyAsync(new ActivityReply(Running.ContainsKey(message.Data!.Backend) ? view : null), serializer: RawJson<ActivityReply>.Of(StateJson.Default.ActivityReply));
        }
    }

    private async Task OnMetricsAsync(NatsMsg<MetricsMessage> message)
    {
        if (Measures is { } measures)
        {
            var isHere = Running.ContainsKey(message.Data!.Backend);
            await message.ReplyAsync(new MetricsReply(isHere, isHere ? measures(message.Data.Backend) : null), serializer: RawJson<MetricsReply>.Of(StateJson.Default.MetricsReply));
        }
    }

    private async Task ServeAsync<T>(INatsSub<T> subscription, Func<NatsMsg<T>, Task> handle)
    {
        var work = new List<Task>();
        try
        {
            await foreach (var message in subscription.Msgs.ReadAllAsync(_ending.Token))
            {
                work.Add(handle(message));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(work);
        }

        await subscription.DisposeAsync();
    }
}
