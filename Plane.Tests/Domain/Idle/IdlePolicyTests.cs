using Plane.Domain.Idle;

namespace Plane.Tests.Domain.Idle;

public sealed class IdlePolicyTests
{
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan MaxIdle = TimeSpan.FromSeconds(10);

    [Fact]
    public void Open_connections_keep_it_alive_however_long() =>
        Assert.Equal(new IdleDecision(null, false, "open connections"), IdlePolicy.Decide(new BackendActivity(1, TimeSpan.Zero), MaxIdle, null, Now));

    [Fact]
    public void An_unknown_count_counts_as_in_use() =>
        Assert.False(IdlePolicy.Decide(new BackendActivity(null, TimeSpan.Zero), MaxIdle, null, Now).Stop);

    [Theory]
    [InlineData(90, true)]
    [InlineData(91, false)]
    public void The_idle_limit_counts_from_the_last_use(int idleSince, bool stop)
    {
        var decision = IdlePolicy.Decide(new BackendActivity(0, TimeSpan.FromSeconds(idleSince)), MaxIdle, null, Now);

        Assert.Equal((TimeSpan.FromSeconds(idleSince + 10), stop, "idle limit"), (decision.StopAt, decision.Stop, decision.Why));
    }

    [Fact]
    public void Before_ready_there_is_no_idle_clock() => Assert.Null(IdlePolicy.Decide(null, MaxIdle, null, Now).StopAt);

    [Fact]
    public void The_lifetime_ends_it_in_the_middle_of_use()
    {
        var decision = IdlePolicy.Decide(new BackendActivity(5, TimeSpan.Zero), MaxIdle, TimeSpan.FromSeconds(99), Now);

        Assert.Equal((true, "lifetime limit"), (decision.Stop, decision.Why));
    }

    [Fact]
    public void Without_limits_it_lives_on() =>
        Assert.Equal(new IdleDecision(null, false, "no idle limit"), IdlePolicy.Decide(new BackendActivity(0, TimeSpan.Zero), null, null, Now));
}
