namespace Plane.Domain.Keys;

/// <summary>What a drone does about a lease now. Kill outranks the rest.</summary>
/// <param name="Renew">Send a renewal.</param>
/// <param name="SoftTerminate">Ask the backend to stop, if that was not done yet.</param>
/// <param name="Kill">The lease is over: kill.</param>
/// <param name="Wait">How long until the next look.</param>
public readonly record struct LeaseDecision(bool Renew, bool SoftTerminate, bool Kill, TimeSpan Wait);
