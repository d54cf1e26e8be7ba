using System.Collections.Immutable;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Certificates;

namespace Plane.Drone.Certificates;

/// <summary>Tells in the state how this drone stands with the certificates it was given as files, at each change and before what it told expires (8 d). Those it orders tell for themselves.</summary>
internal sealed class GivenCertificates(ClusterName cluster, DroneId drone, CertificateShelf shelf, CertificatesStore store, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // Asked for first: what changes while it is told is told again.
            var changed = shelf.Changed;
            var isTold = await TellAsync(shelf.Pairs, stoppingToken);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(changed, Task.Delay(isTold ? TellEvery : TryAgain, clock, either.Token));
            await either.CancelAsync();
        }
    }

    /// <returns>Whether all of it is stored.</returns>
    private async Task<bool> TellAsync(ImmutableArray<PairStanding> pairs, CancellationToken token)
    {
        var (number, isTold) = (0, true);
        foreach (var standing in pairs.Where(static standing => !standing.Pair.IsOrdered))
        {
            var outcome = await (standing.Pair.Domain is null ? store.PutFileAsync(RecordOf(standing), number++, token) : store.PutAsync(RecordOf(standing), token));
            isTold &= outcome.IsStored;
        }

        return isTold;
    }

    private CertificateRecord RecordOf(PairStanding standing)
    {
        var fault = standing.Fault ?? (standing.NotAfter is null ? "There is no certificate in the file." : null);
        return new CertificateRecord(cluster, drone, standing.NotAfter, RenewAt: null, [], Failures: 0, fault, RetryAt: null, standing.Pair.Domain, CertificateRecord.FromFile, standing.Pair.Cert);
    }
}
