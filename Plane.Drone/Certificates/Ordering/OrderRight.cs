using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Acme;
using Plane.State.Buckets;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>
/// The right to order for a cluster: taken by compare-and-set, renewed while it is used, given back. Whoever cannot renew it stops ordering before it
/// runs out.
/// </summary>
internal sealed class OrderRight : IAsyncDisposable
{
    private static readonly TimeSpan RenewEvery = PlaneBuckets.AcmeLifetime / 5;
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GiveUpAfter = PlaneBuckets.AcmeLifetime * 0.8;
    private readonly AcmeLeases _leases;
    private readonly AcmeLeaseRecord _record;
    private readonly Entropy _entropy;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _done = new();
    private readonly Task _keeping;
    private ulong _revision;

    private OrderRight(AcmeLeases leases, AcmeLeaseRecord record, ulong revision, Entropy entropy, TimeProvider clock)
    {
        (_leases, _record, _revision, _entropy, _clock) = (leases, record, revision, entropy, clock);
        _keeping = KeepAsync(_done.Token);
    }

    /// <summary>Fires when somebody else may have it.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <returns>Null where somebody else has it, or the store does not answer.</returns>
    public static async ValueTask<OrderRight?> TryTakeAsync(AcmeLeases leases, AcmeLeaseRecord record, Entropy entropy, TimeProvider clock, CancellationToken token)
    {
        const int IdLength = 14;
        var taken = await leases.TakeAsync(record, entropy.Letters(IdLength), token);
        if (taken.Result == WriteResult.Conflict && (await leases.ReadAsync(record.Cluster, token)).Entry is { } entry && entry.Value.Holder == record.Holder)
        {
            // Left over from an earlier life of this drone, which cannot be at it still: its state directory is locked by us.
            taken = await leases.RenewAsync(record, entry.Revision, entropy.Letters(IdLength), token);
        }

        return taken.IsStored ? new OrderRight(leases, record, taken.Revision, entropy, clock) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_lost.IsCancellationRequested)
        {
            // Unanswered, it runs out by itself.
            await _leases.ReleaseAsync(_record.Cluster, _revision, CancellationToken.None);
        }

        _lost.Dispose();
        _done.Dispose();
    }

    private async Task KeepAsync(CancellationToken done)
    {
        var renewed = _clock.GetTimestamp();
        while (true)
        {
            await Task.Delay(RenewEvery, _clock, done);
            var id = _entropy.Letters(14);
            while (true)
            {
                var sent = _clock.GetTimestamp();
                var outcome = await _leases.RenewAsync(_record, _revision, id, done);
                if (outcome.IsStored)
                {
                    (_revision, renewed) = (outcome.Revision, sent);
                    break;
                }

                if (outcome.Result == WriteResult.Conflict || _clock.GetElapsedTime(renewed) > GiveUpAfter)
                {
                    await _lost.CancelAsync();
                    return;
                }

                await Task.Delay(RetryEvery, _clock, done);
            }
        }
    }
}
