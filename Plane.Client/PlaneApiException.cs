using System.Net;
using Plane.Contracts.Http;

namespace Plane.Client;

/// <summary>The controller answered with an error of its own.</summary>
public sealed class PlaneApiException : Exception
{
    internal PlaneApiException(HttpStatusCode status, ErrorResponse error, TimeSpan? retryAfter)
        : base(error.Message)
    {
        (Status, Kind, Id, RetryAfter) = (status, error.Kind, error.Id, retryAfter);
    }

    public HttpStatusCode Status { get; }

    /// <summary><see cref="ErrorKind.Other"/> also for a kind that this version of the client does not know.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The controller's log has the cause under this id.</summary>
    public string Id { get; }

    /// <summary>When another try makes sense, in the controller's opinion; null where it said nothing.</summary>
    public TimeSpan? RetryAfter { get; }
}
