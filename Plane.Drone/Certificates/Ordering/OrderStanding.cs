using System.Collections.Immutable;
using Plane.Contracts.Records;
using Plane.Domain.Certificates;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Certificates;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>Where this drone stands, told in the state, and what the cluster's drones have been issued together.</summary>
internal sealed class OrderStanding(ClusterName cluster, DroneId drone, CertificatesStore store, LiveView<CertificateRecord> all, TimeProvider clock)
{
    private CertificateRecord? _told;

    /// <summary>Since the last order that succeeded.</summary>
    public int Failures => _told?.Failures ?? 0;

    /// <summary>Why there is trouble; null where there is none.</summary>
    public string? Fault => _told?.Fault;

    /// <summary>Takes up what an earlier life told.</summary>
    public async Task RecallAsync(CancellationToken token)
    {
        await all.Listed.WaitAsync(token);
        if (all.Current.Find(CertificatesStore.KeyOf(cluster, drone)) is { Value: var before })
        {
            _told = before with { Failures = 0, Fault = null, RetryAt = null };
        }
    }

    /// <summary>Of all drones of the cluster, this one's own included.</summary>
    public IReadOnlyList<DateTimeOffset> Issued()
    {
        var own = CertificatesStore.KeyOf(cluster, drone);
        var others = all.Current.Entries.Where(pair => pair.Key != own).SelectMany(static pair => pair.Value.Value.Issued);
        return DuplicateBudget.Recent(others.Concat(_told?.Issued ?? []), clock.GetUtcNow());
    }

    public Task WellAsync(DateTimeOffset notAfter, DateTimeOffset renewAt, bool isNew, CancellationToken token)
    {
        var issued = isNew ? OwnIssued.Add(clock.GetUtcNow()) : OwnIssued;
        return TellAsync(new CertificateRecord(cluster, drone, notAfter, renewAt, issued, Failures: 0, Fault: null, RetryAt: null), token);
    }

    /// <param name="isFailure">An order failed, rather than was not made.</param>
    public Task TroubledAsync(string fault, DateTimeOffset retryAt, bool isFailure, CancellationToken token) =>
        TellAsync(new CertificateRecord(cluster, drone, _told?.NotAfter, _told?.RenewAt, OwnIssued, Failures + (isFailure ? 1 : 0), fault, retryAt), token);

    private ImmutableArray<DateTimeOffset> OwnIssued => [.. DuplicateBudget.Recent(_told?.Issued ?? [], clock.GetUtcNow())];

    private async Task TellAsync(CertificateRecord record, CancellationToken token)
    {
        _told = record;

        // Unanswered, it is told with the next round; the own count is kept here meanwhile.
        await store.PutAsync(record, token);
    }
}
