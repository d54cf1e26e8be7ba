using Plane.Contracts.Http;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Statuses;

/// <summary>Finds backends by what a path names, and words them as the API does.</summary>
internal sealed class BackendViews(LiveView<BackendRecord> records)
{
    public IEnumerable<Seen<BackendRecord>> All => records.Current.Entries.Values;

    /// <param name="cluster">Null where the path names none; else the backend must be of that cluster.</param>
    public Seen<BackendRecord>? Find(string backend, string? cluster) =>
        BackendId.TryParse(backend, out var id) && records.Current.Find(id.Value) is { } seen && IsOf(seen, cluster) ? seen : null;

    /// <param name="withLog">For <c>/ctrl</c> readers: the last lines of output of a failed start.</param>
    public static StatusResponse StatusOf(Versioned<BackendRecord> entry, bool withLog)
    {
        var record = entry.Value;
        var isOver = record.Status == BackendStatus.Terminated;
        return new StatusResponse(
            record.Status,
            record.Reason,
            record.Kind,
            isOver ? record.ExitCode is not (null or 0) : null,
            entry.Created.ToUnixTimeMilliseconds(),
            record.ExitCode,
            record.Failure?.Message,
            record.Failure?.Phase,
            record.Phases == NoPhases ? null : record.Phases,
            withLog && record.Failure is { LogLines.IsDefaultOrEmpty: false } failure ? failure.LogLines : null);
    }

    public static BackendSummary SummaryOf(Seen<BackendRecord> seen)
    {
        var record = seen.Value;
        return new BackendSummary(
            record.Backend.Value,
            record.Cluster.Value,
            record.Drone.Value,
            new KeySummary(record.KeyNamespace, record.KeyName),
            record.Status,
            record.Reason,
            record.Image,
            seen.Entry.Created.ToUnixTimeMilliseconds());
    }

    private static PhaseTimings NoPhases { get; } = new();

    private static bool IsOf(Seen<BackendRecord> seen, string? cluster) =>
        cluster is null || (ClusterName.TryParse(cluster, out var name) && seen.Value.Cluster == name);
}
