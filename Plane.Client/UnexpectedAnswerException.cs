using System.Net;

namespace Plane.Client;

/// <summary>Something answered that is no controller, or stands before one: an error that is not in the API's words, or a success that cannot be read.</summary>
public sealed class UnexpectedAnswerException : Exception
{
    internal UnexpectedAnswerException(HttpStatusCode status, TimeSpan? retryAfter = null, Exception? cause = null)
        : base($"Unexpected status {(int)status} {status}: what answers there is no Plane controller, or something stands before it.", cause)
    {
        (Status, RetryAfter) = (status, retryAfter);
    }

    public HttpStatusCode Status { get; }

    /// <summary>As whatever answered has it; null where it said nothing.</summary>
    public TimeSpan? RetryAfter { get; }
}
