using Plane.Domain.Keys;

namespace Plane.Tests.Domain.Keys;

public sealed class LeaseTimingsTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.1)]
    [InlineData(0.05)]
    [InlineData(3.0)]
    public void The_defaults_keep_the_promise_at_any_scale(double scale) => Assert.Empty(LeaseTimings.Default.Scaled(scale).Faults());

    [Fact]
    public void Heartbeats_come_before_silence_counts_and_renewal_before_softness_before_the_kill_before_the_expiry()
    {
        var times = LeaseTimings.Default;

        Assert.True(times.Heartbeat < times.DroneFresh && times.DroneFresh < times.DroneTtl);
        Assert.True(times.RenewFrom < times.SoftTerminateAt && times.SoftTerminateAt < times.KillAt && times.KillAt < times.Ttl);
    }

    [Fact]
    public void A_kill_that_might_come_after_the_expiry_is_a_fault()
    {
        var faults = (LeaseTimings.Default with { KillAt = TimeSpan.FromSeconds(50) }).Faults();

        Assert.Contains("two backends could run for one key", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var broken = LeaseTimings.Default with { RenewFrom = TimeSpan.FromSeconds(40), DroneFresh = TimeSpan.FromSeconds(50), KeyFresh = TimeSpan.FromSeconds(60) };

        Assert.True(broken.Faults().Length >= 4, string.Join("; ", broken.Faults()));
    }
}
