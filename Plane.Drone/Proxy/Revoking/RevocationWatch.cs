using Plane.Contracts.Records;
using Plane.State.Buckets;

namespace Plane.Drone.Proxy.Revoking;

/// <summary>Ends open exchanges as soon as their user's tokens are revoked; new requests are refused by the same view.</summary>
internal sealed class RevocationWatch(LiveView<RevocationRecord> view, OpenExchanges exchanges, ILogger<RevocationWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var last = 0ul;
        try
        {
            await foreach (var snapshot in view.FollowAsync(stoppingToken))
            {
                last = Apply(snapshot, last);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    /// <returns>The newest revision seen: the stream's sequence only rises.</returns>
    private ulong Apply(Snapshot<RevocationRecord> snapshot, ulong last)
    {
        var newest = last;
        foreach (var (key, seen) in snapshot.Entries)
        {
            if (seen.Revision <= last)
            {
                continue;
            }

            newest = Math.Max(newest, seen.Revision);
            if (exchanges.Cut(key, seen.Revision) is > 0 and var cut)
            {
                log.ConnectionsCut(cut, seen.Value.Backend);
            }
        }

        return newest;
    }
}
