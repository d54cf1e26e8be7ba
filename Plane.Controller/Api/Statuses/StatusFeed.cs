using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NATS.Client.Core;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Backends;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Statuses;

/// <summary>
/// A backend's statuses one after the other: the history first, then what the process's one view sees. Statuses only rise, so nothing is told twice. A reader
/// costs one read of the history at most, and no consumer.
/// </summary>
internal sealed class StatusFeed(LiveView<BackendRecord> view, BackendsStore backends, TimeProvider clock, ILogger<StatusFeed> log) : IDisposable
{
    /// <summary>For readers that want no word of silence.</summary>
    public static readonly TimeSpan NoKeepAlive = TimeSpan.FromDays(1);

    /// <summary>Histories read at once; each is a consumer of the store's for a moment.</summary>
    private const int ReadsAtOnce = 32;

    private static readonly TimeSpan ReadAgain = TimeSpan.FromSeconds(1);
    private static readonly BackendStatus[] Statuses = Enum.GetValues<BackendStatus>();
    private readonly SemaphoreSlim _reads = new(ReadsAtOnce);

    /// <summary>Goes on behind the end, for whoever reads decides when there is enough. Of a backend that is not known nothing comes, until it does.</summary>
    /// <param name="cluster">Only of this one; null for any.</param>
    /// <param name="told">The last status that is known already; null for none.</param>
    /// <param name="keepAlive">After so much silence there is a null.</param>
    public async IAsyncEnumerable<Versioned<BackendRecord>?> FollowAsync(
        BackendId backend, ClusterName? cluster, BackendStatus? told, TimeSpan keepAlive, [EnumeratorCancellation] CancellationToken token)
    {
        var wanted = new Wanted(backend, cluster);
        while (true)
        {
            if (await NextAsync(wanted, told, keepAlive, token) is not { } seen)
            {
                yield return null;
            }
            else if (await MissedAsync(seen, told, token) is { } missed)
            {
                foreach (var entry in missed.Append(seen.Entry).DistinctBy(static entry => entry.Value.Status))
                {
                    yield return entry;
                }

                told = seen.Value.Status;
            }
            else
            {
                await Task.Delay(ReadAgain, clock, token);
            }
        }
    }

    public void Dispose() => _reads.Dispose();

    /// <returns>Null after a time of silence.</returns>
    private async Task<Seen<BackendRecord>?> NextAsync(Wanted wanted, BackendStatus? told, TimeSpan keepAlive, CancellationToken token)
    {
        try
        {
            return await view.WaitAsync(wanted.Backend.Value, IsNews, keepAlive, token);
        }
        catch (TimeoutException)
        {
            return null;
        }

        bool IsNews(Seen<BackendRecord>? seen) =>
            seen is not null && wanted.IsIn(seen.Value.Cluster) && (told is null || seen.Value.Status > told);
    }

    /// <summary>What lies between, if anything does, is in the history: a view may skip, and at the start nothing was told.</summary>
    /// <returns>Null where the store did not answer.</returns>
    private async Task<ImmutableArray<Versioned<BackendRecord>>?> MissedAsync(Seen<BackendRecord> seen, BackendStatus? told, CancellationToken token)
    {
        if (FollowsDirectly(told, seen.Value.Status))
        {
            return [];
        }

        await _reads.WaitAsync(token);
        try
        {
            var history = await backends.HistoryAsync(seen.Value.Cluster, seen.Value.Backend, token);
            return [.. history.Where(entry => (told is null || entry.Value.Status > told) && entry.Value.Status < seen.Value.Status)];
        }
        catch (NatsException exception)
        {
            log.HistoryUnread(exception, seen.Value.Backend);
            return null;
        }
        finally
        {
            _reads.Release();
        }
    }

    private static bool FollowsDirectly(BackendStatus? told, BackendStatus next) =>
        Array.IndexOf(Statuses, next) == (told is { } last ? Array.IndexOf(Statuses, last) + 1 : 0);

    private sealed record Wanted(BackendId Backend, ClusterName? Cluster)
    {
        public bool IsIn(ClusterName cluster) => Cluster is null || Cluster == cluster;
    }
}
