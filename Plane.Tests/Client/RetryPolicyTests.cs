using Plane.Client;

namespace Plane.Tests.Client;

/// <summary>How long pauses are.</summary>
public sealed class RetryPolicyTests
{
    private static readonly Exception Silence = new HttpRequestException();

    [Fact]
    public void Pauses_double_up_to_the_longest_and_end_with_the_attempts()
    {
        var policy = new RetryPolicy(new PlaneClientOptions { Attempts = 8 }, static () => 0);

        Assert.Equal([100, 200, 400, 800, 1600, 2000, 2000, null], Enumerable.Range(1, 8).Select(attempt => policy.PauseAfter(attempt, Silence)?.TotalMilliseconds));
    }

    [Fact]
    public void Chance_takes_up_to_half_of_a_pause()
    {
        var policy = new RetryPolicy(PlaneClientOptions.Default, static () => 1);

        Assert.Equal(50, policy.PauseAfter(1, Silence)!.Value.TotalMilliseconds);
        Assert.Equal(500, policy.StreamPause(1, null).TotalMilliseconds);
    }

    [Fact]
    public void A_stream_comes_back_after_a_second_and_a_tenth_more_each_time_up_to_a_minute()
    {
        var policy = new RetryPolicy(PlaneClientOptions.Default, static () => 0);

        Assert.Equal([1, 1.1, 1.21], Enumerable.Range(1, 3).Select(failures => Math.Round(policy.StreamPause(failures, null).TotalSeconds, 3)));
        Assert.Equal(60, policy.StreamPause(1000, null).TotalSeconds);
    }

    [Fact]
    public void A_fault_of_the_program_is_not_tried_again() =>
        Assert.Null(new RetryPolicy(PlaneClientOptions.Default, static () => 0).PauseAfter(1, new InvalidOperationException()));
}
