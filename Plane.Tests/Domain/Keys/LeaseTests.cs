using FsCheck;
using FsCheck.Fluent;
using Plane.Domain.Identity;
using Plane.Domain.Keys;

namespace Plane.Tests.Domain.Keys;

public sealed class LeaseTests
{
    private static readonly LeaseTimings Timings = LeaseTimings.Default;
    private static readonly LeaseIdentity Mine = new(BackendId.Parse("b"), ClusterName.Parse("c.test"), DroneId.Parse("d"), 3, 77);

    [Theory]
    [InlineData(0, false, false, false, 20)]
    [InlineData(19, false, false, false, 1)]
    [InlineData(20, true, false, false, 2)]
    [InlineData(35, true, true, false, 2)]
    [InlineData(44, true, true, false, 1)]
    [InlineData(45, false, true, true, 0)]
    [InlineData(500, false, true, true, 0)]
    public void An_unanswered_lease_is_renewed_then_softened_then_killed(int age, bool renew, bool soft, bool kill, int wait)
    {
        var decision = new Lease(1, TimeSpan.Zero).Decide(Timings, Seconds(age));

        Assert.Equal(new LeaseDecision(renew, soft, kill, Seconds(wait)), decision);
    }

    [Fact]
    public void A_lease_that_may_not_be_renewed_sleeps_to_its_deadlines()
    {
        var lease = new Lease(1, TimeSpan.Zero).Hastened();

        Assert.Equal(new LeaseDecision(false, false, false, Seconds(5)), lease.Decide(Timings, Seconds(30), mayRenew: false));
        Assert.Equal(new LeaseDecision(false, true, false, Seconds(4)), lease.Decide(Timings, Seconds(41), mayRenew: false));
        Assert.True(lease.Decide(Timings, Seconds(45), mayRenew: false).Kill);
    }

    [Fact]
    public void A_renewal_counts_from_its_first_send_however_often_it_was_repeated()
    {
        var lease = new Lease(1, TimeSpan.Zero).Sent(Seconds(20)).Sent(Seconds(22)).Sent(Seconds(24)).Acknowledged(9);

        Assert.Equal((9UL, Seconds(20)), (lease.Revision, lease.SentAt));
        Assert.Null(lease.PendingSince);
    }

    [Theory]
    [InlineData(12, 20)]
    [InlineData(13, 20)]
    [InlineData(10, 0)]
    [InlineData(9, 0)]
    public void A_lease_that_fell_back_has_the_deadlines_of_the_last_write_that_was_answered_by_then(int revision, int sentAt)
    {
        var lease = new Lease(10, TimeSpan.Zero).Sent(Seconds(20)).Acknowledged(12).Sent(Seconds(30)).Acknowledged(14);

        var fallen = lease.FellBack((ulong)revision);

        Assert.Equal(((ulong)revision, Seconds(sentAt)), (fallen.Revision, fallen.SentAt));
        Assert.Equal(sentAt == 20, fallen.Decide(Timings, Seconds(50)).Renew);
        Assert.Equal(sentAt == 0, fallen.Decide(Timings, Seconds(50)).Kill);
    }

    [Fact]
    public void A_reconnect_renews_at_once()
    {
        Assert.True(new Lease(1, TimeSpan.Zero).Hastened().Decide(Timings, Seconds(1)).Renew);
    }

    [Fact]
    public void Whatever_happens_nothing_runs_past_the_kill_deadline_of_the_last_acknowledged_send()
    {
        // Each step: seconds that pass, and what the store does with the renewal, if one is due.
        var step = Gen.Choose(0, 12).SelectMany(static seconds => Gen.Choose(0, 2).Select(outcome => (seconds, outcome)));
        Prop.ForAll(step.ArrayOf().ToArbitrary(), Holds).QuickCheckThrowOnFailure();

        static bool Holds((int Seconds, int Outcome)[] steps)
        {
            var (lease, now, lastStored, revision) = (new Lease(1, TimeSpan.Zero), TimeSpan.Zero, TimeSpan.Zero, 1UL);
            foreach (var (seconds, outcome) in steps)
            {
                now += Seconds(seconds);
                var decision = lease.Decide(Timings, now);
                if (decision.Kill || now - lastStored >= Timings.KillAt)
                {
                    // A real lease only ends earlier than the store's own knowledge of it, never later.
                    return decision.Kill && now >= lease.KillDeadline(Timings);
                }

                if (decision.Wait <= TimeSpan.Zero || now + decision.Wait > lease.KillDeadline(Timings))
                {
                    return false;
                }

                if (decision.Renew)
                {
                    lease = lease.Sent(now);
                    lease = outcome == 0 ? lease.Acknowledged(++revision) : lease;
                    lastStored = outcome == 0 ? now : lastStored;
                }
            }

            return true;
        }
    }

    [Fact]
    public void A_wait_never_sleeps_through_a_deadline()
    {
        Prop.ForAll(Gen.Choose(0, 44_999).ToArbitrary(), Gen.Choose(0, 44_999).ToArbitrary(), Holds).QuickCheckThrowOnFailure();

        static bool Holds(int at, int tried)
        {
            var now = TimeSpan.FromMilliseconds(Math.Max(at, tried));
            var lease = new Lease(1, TimeSpan.Zero).Sent(TimeSpan.FromMilliseconds(Math.Min(at, tried)));
            var decision = lease.Decide(Timings, now);
            var next = now + decision.Wait;
            return next <= lease.KillDeadline(Timings) && (decision.SoftTerminate || next <= lease.SentAt + Timings.SoftTerminateAt);
        }
    }

    [Fact]
    public void An_entry_is_read_with_the_owner_s_eyes()
    {
        var held = Entry();

        Assert.Equal(LeaseFinding.Gone, LeaseJudge.Judge(Mine, 5, null, 0));
        Assert.Equal(LeaseFinding.Adopt, LeaseJudge.Judge(Mine, 5, held, 6));
        Assert.Equal(LeaseFinding.Unanswered, LeaseJudge.Judge(Mine, 5, held, 5));
        Assert.Equal(LeaseFinding.FellBack, LeaseJudge.Judge(Mine, 5, held, 4));
        Assert.Equal(LeaseFinding.Succeeded, LeaseJudge.Judge(Mine, 5, held with { Incarnation = 4 }, 6));
        Assert.Equal(LeaseFinding.Lost, LeaseJudge.Judge(Mine, 5, held with { Incarnation = 4, Backend = BackendId.Parse("another") }, 6));
        Assert.Equal(LeaseFinding.Lost, LeaseJudge.Judge(Mine, 5, held with { Incarnation = 2 }, 6));
        Assert.Equal(LeaseFinding.Lost, LeaseJudge.Judge(Mine, 5, held with { Drone = DroneId.Parse("other") }, 6));
        Assert.Equal(LeaseFinding.Lost, LeaseJudge.Judge(Mine, 5, held with { FencingToken = 78 }, 6));
        Assert.Equal(LeaseFinding.Lost, LeaseJudge.Judge(Mine, 5, held with { State = KeyEntryState.Reserved }, 6));
    }

    [Fact]
    public void Fencing_tokens_rise_even_where_the_clock_went_back()
    {
        var stamp = DateTimeOffset.FromUnixTimeMilliseconds(1000);

        Assert.Equal(1000, FencingToken.Next(0, stamp));
        Assert.Equal(2001, FencingToken.Next(2000, stamp));
    }

    internal static KeyEntry Entry() => new()
    {
        State = KeyEntryState.Held,
        Namespace = "n",
        Name = "k",
        Tag = "",
        Backend = Mine.Backend,
        Cluster = Mine.Cluster,
        Drone = Mine.Drone,
        Incarnation = Mine.Incarnation,
        FencingToken = Mine.FencingToken,
    };

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
