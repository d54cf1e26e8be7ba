using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Statuses;

/// <summary>Waits for the end of a backend.</summary>
internal static class BackendEnds
{
    /// <summary>Completes when it has ended, or is not even known any more.</summary>
    public static async Task EndedAsync(this LiveView<BackendRecord> records, BackendId backend, CancellationToken token)
    {
        while (true)
        {
            try
            {
                await records.WaitAsync(backend.Value, static seen => seen is null || seen.Value.Status == BackendStatus.Terminated, TimeSpan.FromDays(1), token);
                return;
            }
            catch (TimeoutException)
            {
                // It lives on: a wait has to have some limit.
                continue;
            }
        }
    }
}
