using Plane.Domain.Certificates;

namespace Plane.Tests.Domain.Certificates;

public sealed class CertificateRulesTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(90, 0, 60)]
    [InlineData(90, 1, 57)]
    [InlineData(6, 0, 4)]
    public void A_certificate_is_renewed_at_two_thirds_of_its_life_or_a_little_earlier(int days, double draw, double due) =>
        Assert.Equal(Start.AddDays(due), RenewalPolicy.DueAt(Start, Start.AddDays(days), maxAge: null, draw));

    [Theory]
    [InlineData(30, 30)]
    [InlineData(80, 60)]
    public void An_age_limit_only_makes_it_earlier(int maxDays, int due) =>
        Assert.Equal(Start.AddDays(due), RenewalPolicy.DueAt(Start, Start.AddDays(90), TimeSpan.FromDays(maxDays), 0));

    [Fact]
    public void A_renewal_that_keeps_failing_is_overdue_before_the_certificate_ends()
    {
        Assert.False(RenewalPolicy.IsOverdue(Start, Start.AddDays(90), Start.AddDays(70)));
        Assert.True(RenewalPolicy.IsOverdue(Start, Start.AddDays(90), Start.AddDays(75)));
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(5, 480)]
    [InlineData(8, 3600)]
    [InlineData(1_000_000, 3600)]
    public void Failures_wait_ever_longer_up_to_an_hour(int failures, int seconds) =>
        Assert.Equal(seconds, OrderRetryPolicy.After(failures, asked: null, isRateLimited: false, draw: 0.5).TotalSeconds, 3);

    [Fact]
    public void The_wait_is_spread_and_never_near_zero()
    {
        Assert.Equal(24, OrderRetryPolicy.After(1, null, false, 0).TotalSeconds, 3);
        Assert.Equal(36, OrderRetryPolicy.After(1, null, false, 1).TotalSeconds, 3);
    }

    [Theory]
    [InlineData(10, 30)]
    [InlineData(7200, 7200)]
    [InlineData(10_000_000, 604_800)]
    public void What_the_authority_asks_for_is_kept_to_within_reason(int asked, int seconds) =>
        Assert.Equal(seconds, OrderRetryPolicy.After(1, TimeSpan.FromSeconds(asked), isRateLimited: true, draw: 0.5).TotalSeconds, 3);

    [Fact]
    public void A_rate_limit_without_a_time_means_an_hour() => Assert.Equal(3600, OrderRetryPolicy.After(1, null, isRateLimited: true, draw: 0.5).TotalSeconds, 3);

    [Fact]
    public void Duplicates_wait_until_the_oldest_in_the_way_is_a_week_old()
    {
        DateTimeOffset[] issued = [Start.AddDays(2), Start.AddDays(-8), Start.AddDays(1), Start];

        Assert.Equal(Start.AddDays(3), DuplicateBudget.NextAt(issued, 4, Start.AddDays(3)));
        Assert.Equal(Start.AddDays(7), DuplicateBudget.NextAt(issued, 3, Start.AddDays(3)));
        Assert.Equal(Start.AddDays(8), DuplicateBudget.NextAt(issued, 2, Start.AddDays(3)));
        Assert.Equal(Start.AddDays(3), DuplicateBudget.NextAt(issued, 0, Start.AddDays(3)));
    }
}
