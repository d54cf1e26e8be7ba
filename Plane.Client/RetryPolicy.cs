using System.Net;

namespace Plane.Client;

/// <summary>Whether and when what failed is tried again. Decides; does nothing.</summary>
/// <param name="chance">Draws from 0 to 1.</param>
internal sealed class RetryPolicy(PlaneClientOptions options, Func<double> chance)
{
    private const double Growth = 1.1;
    private static readonly TimeSpan FirstStreamPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestStreamPause = TimeSpan.FromSeconds(60);

    /// <summary>The controller, or something before it, was not there, and may be in a moment.</summary>
    public static bool MayPass(Exception failure) => failure switch
    {
        PlaneApiException error => error.RetryAfter is not null || IsPassing(error.Status),
        UnexpectedAnswerException answer => IsPassing(answer.Status),
        _ => failure is HttpRequestException or IOException,
    };

    /// <summary>As <see cref="MayPass"/>, and what broke inside the controller too: a stream goes on where it was, whatever it was.</summary>
    public static bool MayPassForStream(Exception failure) =>
        MayPass(failure) || failure is PlaneApiException { Status: >= HttpStatusCode.InternalServerError } or UnexpectedAnswerException { Status: >= HttpStatusCode.InternalServerError };

    /// <summary>The pause after a failed attempt; null where there is no point in another.</summary>
    /// <param name="attempt">The one that failed, from 1.</param>
    public TimeSpan? PauseAfter(int attempt, Exception failure)
    {
        var asked = RetryAfterOf(failure);
        if (attempt >= options.Attempts || !MayPass(failure) || asked > options.LongestRetryAfter)
        {
            return null;
        }

        var pause = Spread(Shorter(options.FirstPause * Math.Pow(2, Math.Min(attempt, 30) - 1), options.LongestPause));
        return asked > pause ? asked : pause;
    }

    /// <summary>The pause before a stream is taken up again (HTTP API §13: 1 s, growing by a tenth to 60 s).</summary>
    /// <param name="failures">In a row, this one included.</param>
    public TimeSpan StreamPause(int failures, Exception? failure)
    {
        var pause = Spread(Shorter(FirstStreamPause * Math.Pow(Growth, Math.Min(failures, 100) - 1), LongestStreamPause));
        var asked = failure is null ? null : RetryAfterOf(failure);
        return asked > pause ? Shorter(asked.Value, LongestStreamPause) : pause;
    }

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static TimeSpan? RetryAfterOf(Exception failure) => (failure as PlaneApiException)?.RetryAfter ?? (failure as UnexpectedAnswerException)?.RetryAfter;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>So that clients that failed together do not come back together.</summary>
    private TimeSpan Spread(TimeSpan pause) => pause * (1 - (chance() / 2));
}
