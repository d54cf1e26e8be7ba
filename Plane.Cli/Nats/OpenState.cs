using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Connection;
using Plane.State.Intents;
using Plane.State.Keys;

namespace Plane.Cli.Nats;

/// <summary>The state on NATS, as a tool of the operator's opens it: it sets nothing up.</summary>
internal sealed class OpenState
{
    private readonly PlaneBuckets _buckets = new(LeaseTimings.Default);

    public OpenState(INatsConnection connection)
    {
        JetStream = new JetStream(connection);
        Drones = BucketOf(_buckets.Drones);
        Records = BucketOf(_buckets.Backends);
        Backends = new BackendsStore(Records, BucketOf(_buckets.Reservations), Entropy.System);
        Keys = new KeysStore(BucketOf(_buckets.Keys), BucketOf(_buckets.Fences));
        Ended = new EndedBackends(Backends, new IntentsStore(BucketOf(_buckets.TerminateIntents)), new RenewalsStore(BucketOf(_buckets.PreventRenewalIntents)));
        Logs = new BackendLogs(JetStream);
    }

    public JetStream JetStream { get; }

    public Bucket<DroneRecord> Drones { get; }

    public Bucket<BackendRecord> Records { get; }

    public BackendsStore Backends { get; }

    public KeysStore Keys { get; }

    public EndedBackends Ended { get; }

    public BackendLogs Logs { get; }

    /// <summary>Buckets that an operator may see: those of tokens and secrets are not among them.</summary>
    public IReadOnlyList<string> Shown =>
    [
        _buckets.Drones.Name, _buckets.Backends.Name, _buckets.Keys.Name, _buckets.Fences.Name, _buckets.TerminateIntents.Name, _buckets.AcmeTexts.Name, _buckets.Certificates.Name,
    ];

    /// <summary>Pattern of the keys of drones and backends.</summary>
    /// <param name="cluster">Null for those of all clusters.</param>
    public static string KeysOf(ClusterName? cluster) => cluster is null ? "*.*" : $"{cluster.KvToken}.*";

    private Bucket<T> BucketOf<T>(BucketSpec<T> spec)
        where T : class => new(spec, JetStream, NullLoggerFactory.Instance.CreateLogger<Bucket<T>>());
}
