using System.Collections.Immutable;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.State.Backends;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Spawn;

/// <summary>The states that a backend has been in, as the stream <c>backend_status</c> tells them (docs/states.md).</summary>
internal sealed class StateCourse(BackendsStore backends) : IDisposable
{
    /// <summary>Histories read at once; each is a consumer of the store's for a moment.</summary>
    private const int ReadsAtOnce = 32;

    private readonly SemaphoreSlim _reads = new(ReadsAtOnce);

    /// <returns>Null where nothing is told of it yet.</returns>
    public static BackendState? LastOf(BackendRecord record) => CourseOf(record) is [.., var (state, _)] ? state : null;

    /// <summary>Oldest first.</summary>
    /// <exception cref="NATS.Client.Core.NatsException">The store did not answer.</exception>
    public async Task<ImmutableArray<StateResponse>> OfAsync(Seen<BackendRecord> seen, CancellationToken token)
    {
        var course = CourseOf(seen.Value);
        var history = course.IsEmpty ? [] : await HistoryAsync(seen.Value, token);
        return [.. course.Select(one => new StateResponse(one.State, seen.Value.Backend, (history.FirstOrDefault(entry => entry.Value.Status >= one.Since) ?? seen.Entry).Created))];
    }

    public void Dispose() => _reads.Dispose();

    private static ImmutableArray<(BackendState State, BackendStatus Since)> CourseOf(BackendRecord record) =>
        BackendStates.CourseOf(record.Status, record.LastStatus, record.Reason, record.ExitCode);

    private async Task<IReadOnlyList<Versioned<BackendRecord>>> HistoryAsync(BackendRecord record, CancellationToken token)
    {
        await _reads.WaitAsync(token);
        try
        {
            return await backends.HistoryAsync(record.Cluster, record.Backend, token);
        }
        finally
        {
            _reads.Release();
        }
    }
}
