using Plane.Drone.Proxy.Answers;

namespace Plane.Drone.Proxy.Tokens;

/// <summary>What became of a token's lookup.</summary>
/// <param name="Ticket">Null unless the token is live.</param>
/// <param name="Unknown">Why that cannot be told now; null where it can.</param>
internal readonly record struct TokenFinding(Ticket? Ticket, Refusal? Unknown)
{
    public static TokenFinding NotLive { get; }

    public static TokenFinding Live(Ticket ticket) => new(ticket, null);

    public static TokenFinding CannotTell(Refusal why) => new(null, why);
}
