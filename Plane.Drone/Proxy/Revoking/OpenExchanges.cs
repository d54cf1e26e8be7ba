using Plane.Drone.Proxy.Tokens;

namespace Plane.Drone.Proxy.Revoking;

/// <summary>
/// The exchanges that clients of this proxy have open by tokens that can be revoked. Each passes exactly one public proxy, so that what every proxy cuts is all of
/// them, whichever drones run the backends. Kept in several lists by user, so that busy proxies do not queue for one lock.
/// </summary>
internal sealed class OpenExchanges
{
    private const int Lists = 64;
    private readonly ExchangeList[] _lists = [.. Enumerable.Range(0, Lists).Select(static _ => new ExchangeList())];

    /// <returns>Null where nobody could revoke the ticket: there is nothing to end then.</returns>
    public OpenExchange? Enter(HttpContext context, Ticket ticket) => ticket.RevocationKey is { } key ? new OpenExchange(ListOf(key), context, ticket) : null;

    /// <summary>Ends what the user of a revocation has open by earlier tokens.</summary>
    /// <returns>How many exchanges.</returns>
    public int Cut(string revocationKey, ulong revision) => ListOf(revocationKey).Cut(revocationKey, revision);

    private ExchangeList ListOf(string key) => _lists[(uint)string.GetHashCode(key, StringComparison.Ordinal) % Lists];
}
