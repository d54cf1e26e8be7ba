using Plane.Contracts.Records;
using Plane.State.Buckets;
using Plane.State.Tokens;

namespace Plane.Drone.Proxy.Tokens;

/// <summary>Says of tickets whether they are dead, from the process's own view: no question to anybody.</summary>
internal sealed class Revocations(LiveView<RevocationRecord> view, TimeProvider clock)
{
    private static readonly TimeSpan ListingLimit = TimeSpan.FromSeconds(5);

    public bool End(Ticket ticket) => ticket.RevocationKey is { } key && RevocationsStore.Ends(view.Current, key, ticket.Revision);

    /// <summary>Whether those there were at the start are known. A process that has only just started waits for them rather than let somebody in who was shut out.</summary>
    public ValueTask<bool> AreKnownAsync(CancellationToken aborted) => view.Current.IsComplete ? ValueTask.FromResult(true) : new(ListedAsync(aborted));

    private async Task<bool> ListedAsync(CancellationToken aborted)
    {
        try
        {
            await view.Listed.WaitAsync(ListingLimit, clock, aborted);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
