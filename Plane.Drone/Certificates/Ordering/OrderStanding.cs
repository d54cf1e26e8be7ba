using System.Collections.Immutable;
using Plane.Contracts.Records;
using Plane.Domain.Certificates;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Certificates;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>Where this drone stands, told in the state, and what the cluster's drones have been issued together, for one subject.</summary>
/// <param name="source">ACME's name of the challenge by which it is ordered.</param>
internal sealed class OrderStanding(CertificateSubject subject, string source, DroneId drone, CertificatesStore store, LiveView<CertificateRecord> all, TimeProvider clock)
{
    private CertificateRecord? _told;

    /// <summary>Since the last order that succeeded.</summary>
    public int Failures => _told?.Failures ?? 0;

    /// <summary>
    /// Of the drone of the cluster that has most. Authorities count failures to prove a domain by its name, whoever orders, so that all drones of the cluster back off
    /// together.
    /// </summary>
    public int FailuresOfAll => Others().Select(static other => other.Failures).Append(Failures).Max();

    /// <summary>Until when another drone that failed waits; null where none does.</summary>
    public DateTimeOffset? OthersRetryAt => Others().Where(static other => other.Failures > 0).Max(static other => other.RetryAt);

    /// <summary>Why there is trouble; null where there is none.</summary>
    public string? Fault => _told?.Fault;

    /// <summary>Takes up what an earlier life told.</summary>
    public async Task RecallAsync(CancellationToken token)
    {
        await all.Listed.WaitAsync(token);
        if (all.Current.Find(CertificatesStore.KeyOf(subject.Cluster, drone, subject.Domain)) is { Value: { Source: not CertificateRecord.FromFile } before })
        {
            _told = before with { Failures = 0, Fault = null, RetryAt = null };
        }
    }

    /// <summary>Of all drones of the cluster, this one's own included.</summary>
    public IReadOnlyList<DateTimeOffset> Issued()
    {
        return DuplicateBudget.Recent(Others().SelectMany(static other => other.Issued).Concat(_told?.Issued ?? []), clock.GetUtcNow());
    }

    public Task WellAsync(DateTimeOffset notAfter, DateTimeOffset renewAt, bool isNew, CancellationToken token)
    {
        var issued = isNew ? OwnIssued.Add(clock.GetUtcNow()) : OwnIssued;
        return TellAsync(new CertificateRecord(subject.Cluster, drone, notAfter, renewAt, issued, Failures: 0, Fault: null, RetryAt: null, subject.Domain?.Value, source), token);
    }

    /// <param name="isFailure">An order failed, rather than was not made.</param>
    public Task TroubledAsync(string fault, DateTimeOffset retryAt, bool isFailure, CancellationToken token) =>
        TellAsync(new CertificateRecord(subject.Cluster, drone, _told?.NotAfter, _told?.RenewAt, OwnIssued, Failures + (isFailure ? 1 : 0), fault, retryAt, subject.Domain?.Value, source), token);

    /// <summary>What other drones tell of the same subject.</summary>
    private IEnumerable<CertificateRecord> Others() =>
        all.Current.Entries.Values.Select(static seen => seen.Value).Where(record => record.Drone != drone && record.Domain == subject.Domain?.Value && record.Source != CertificateRecord.FromFile);

    private ImmutableArray<DateTimeOffset> OwnIssued => [.. DuplicateBudget.Recent(_told?.Issued ?? [], clock.GetUtcNow())];

    private async Task TellAsync(CertificateRecord record, CancellationToken token)
    {
        _told = record;

        // Unanswered, it is told with the next round; the own count is kept here meanwhile.
        await store.PutAsync(record, token);
    }
}
