using System.Collections.Immutable;

namespace Plane.Domain.Keys;

/// <summary>
/// One drone's hold on one key, as a value that is folded over what happens. Times are read from a clock that also runs while the machine
/// sleeps; every deadline counts from the moment the last acknowledged renewal was <em>sent</em>, so it passes before the entry expires.
/// </summary>
/// <param name="Revision">Of the last acknowledged write.</param>
/// <param name="SentAt">When that write was sent; for a write that was repeated, when it was first sent.</param>
/// <param name="PendingSince">When the first unanswered renewal was sent; null where none is under way.</param>
/// <param name="LastTry">When the latest renewal was sent.</param>
public sealed record Lease(ulong Revision, TimeSpan SentAt, TimeSpan? PendingSince = null, TimeSpan? LastTry = null)
{
    /// <summary>A store forgets at most what it had not synced; what is older than this many renewals has expired in it anyway.</summary>
    private const int Remembered = 8;

    /// <summary>The renewals before this one, latest first.</summary>
    private ImmutableList<(ulong Revision, TimeSpan SentAt)> Earlier { get; init; } = [];

    /// <param name="mayRenew">False: the lease shall run out.</param>
    public LeaseDecision Decide(LeaseTimings timings, TimeSpan now, bool mayRenew = true)
    {
        var age = now - SentAt;
        if (age >= timings.KillAt)
        {
            return new LeaseDecision(Renew: false, SoftTerminate: true, Kill: true, TimeSpan.Zero);
        }

        var next = mayRenew ? NextTry(timings) : TimeSpan.MaxValue;
        var soft = age >= timings.SoftTerminateAt;
        var deadline = SentAt + (soft ? timings.KillAt : timings.SoftTerminateAt);
        var renew = now >= next;
        var wake = renew ? now + timings.RetryEvery : next;
        return new LeaseDecision(renew, soft, Kill: false, (wake < deadline ? wake : deadline) - now);
    }

    /// <summary>A renewal goes out. Deadlines do not move.</summary>
    public Lease Sent(TimeSpan now) => this with { PendingSince = PendingSince ?? now, LastTry = now };

    /// <summary>The renewal under way was stored, as its answer or the leader's entry says. The new deadlines count from its first send.</summary>
    public Lease Acknowledged(ulong revision) =>
        PendingSince is { } since
            ? new Lease(revision, since) { Earlier = revision > Revision ? [(Revision, SentAt), .. Earlier.Take(Remembered - 1)] : [] }
            : this with { Revision = revision };

    /// <summary>
    /// The store lost its last writes and has an earlier one of this lease. That one expires earlier than the deadline believed in until now, so
    /// the deadlines go back with it: they count from when that revision was sent. It is renewed as soon as possible.
    /// </summary>
    /// <param name="revision">Below the known one.</param>
    public Lease FellBack(ulong revision)
    {
        // An own write whose answer was never seen was sent after the last one that was answered before it.
        var sent = Earlier.Find(earlier => earlier.Revision <= revision) is { Revision: not 0 } found ? found.SentAt : Earlier.Select(static earlier => earlier.SentAt).LastOrDefault(SentAt);
        return new Lease(revision, sent, LastTry: TimeSpan.MinValue) { Earlier = Earlier.RemoveAll(earlier => earlier.Revision >= revision) };
    }

    /// <summary>Renew as soon as possible, as after a reconnect.</summary>
    public Lease Hastened() => this with { LastTry = TimeSpan.MinValue };

    /// <summary>When the backend must be dead by force, for the guard's journal.</summary>
    public TimeSpan KillDeadline(LeaseTimings timings) => SentAt + timings.KillAt;

    private TimeSpan NextTry(LeaseTimings timings) =>
        LastTry is { } last ? last + timings.RetryEvery : SentAt + timings.RenewFrom;
}
