using System.Globalization;
using Peers;
using Plane.Cli.Commands;

namespace Plane.Tests.Cli;

/// <summary>Times as they are typed.</summary>
public sealed class MomentTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z")]
    [InlineData("2026-01-31T12:00:00.5+01:00", "2026-01-31T11:00:00.5Z")]
    [InlineData("1000", "1970-01-01T00:00:01Z")]
    public void A_time_is_a_time(string text, string moment) =>
        Assert.Equal(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture), Moment.Parse(text, _time));

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86400)]
    public void An_age_counts_from_now(string text, int seconds) => Assert.Equal(_time.GetUtcNow().AddSeconds(-seconds), Moment.Parse(text, _time));

    [Theory]
    [InlineData("soon")]
    [InlineData("-5m")]
    [InlineData("m")]
    [InlineData("2147483647d")]
    [InlineData("99999999999999999")]
    [InlineData("2026-01-31")]
    public void Anything_else_is_none(string text) => Assert.Null(Moment.Parse(text, _time));
}
