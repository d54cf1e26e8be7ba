using System.Net;

namespace Plane.Drone.Proxy.Answers;

/// <summary>Why a request is answered by the proxy itself.</summary>
/// <param name="What">What happened, for whoever sees the answer: no secret, no address.</param>
/// <param name="RetryAfter">Seconds after which another try makes sense; null where none does.</param>
/// <param name="IsText">Clients that name no form of answer are told as text (NATS API §6.3, §6.4); others are told by the status alone.</param>
internal sealed record Refusal(HttpStatusCode Status, string What, int? RetryAfter = null, bool IsText = false)
{
    public static Refusal BadTarget { get; } = new(HttpStatusCode.BadRequest, "The request names no path.");

    public static Refusal EmptySegment { get; } = new(HttpStatusCode.BadRequest, "The path begins with an empty segment.");

    public static Refusal NoRootPage { get; } = new(HttpStatusCode.BadRequest, "There is nothing at this address: the link to a backend has more to it.");

    public static Refusal NoHost { get; } = new(HttpStatusCode.BadRequest, "The request names no host.");

    public static Refusal ForeignHost { get; } = new(HttpStatusCode.Forbidden, "The host does not belong to this cluster.");

    public static Refusal WrongSubdomain { get; } = new(HttpStatusCode.Forbidden, "The backend is not reached by this host name.");

    public static Refusal UnknownToken { get; } = new(HttpStatusCode.Gone, "This link is not valid, or not any more.");

    public static Refusal Ended { get; } = new(HttpStatusCode.Gone, "The backend has ended.");

    public static Refusal UnknownBackend { get; } = new(HttpStatusCode.NotFound, "No backend has this name.");

    public static Refusal UnknownPort { get; } = new(HttpStatusCode.NotFound, "The backend has no such port.");

    public static Refusal TokenNeeded { get; } = new(HttpStatusCode.Forbidden, "The backend is only reached by a link with a token.");

    public static Refusal BearerMissing { get; } = new(HttpStatusCode.Unauthorized, "Expected bearer token.", IsText: true);

    public static Refusal TokenMissing { get; } = new(HttpStatusCode.BadRequest, "Missing token.", IsText: true);

    public static Refusal BadRedirect { get; } = new(HttpStatusCode.BadRequest, "Redirect must be relative and start with a slash.", IsText: true);

    public static Refusal BearerWrong { get; } = new(HttpStatusCode.Forbidden, "The bearer token is not this backend's.");

    public static Refusal FailedWhileHeld { get; } = new(HttpStatusCode.BadGateway, "The backend ended before it was ready.");

    public static Refusal HeldTooLong { get; } = new(HttpStatusCode.GatewayTimeout, "The backend did not become ready in time.");

    public static Refusal NoRoute { get; } = new(HttpStatusCode.BadGateway, "The drone that runs the backend cannot be reached.", RetryAfter: 5);

    public static Refusal NoAnswer { get; } = new(HttpStatusCode.BadGateway, "The backend did not answer.");

    public static Refusal NoPassthrough { get; } = new(HttpStatusCode.BadGateway, "What answers for this name cannot be reached.");

    public static Refusal Stopped { get; } = new(HttpStatusCode.BadGateway, "The backend was stopped before it answered.");

    public static Refusal TwoLengths { get; } = new(HttpStatusCode.BadRequest, "The request says in two ways how long its body is.");

    public static Refusal BadBody { get; } = new(HttpStatusCode.BadRequest, "The request's body broke off.");

    public static Refusal StoreSilent { get; } = new(HttpStatusCode.ServiceUnavailable, "It cannot be found out at the moment where this request belongs.", RetryAfter: 5);

    public static Refusal BackendFull { get; } = new(HttpStatusCode.ServiceUnavailable, "The backend has as many open connections as it may.", RetryAfter: 1);

    public static Refusal ProxyStops { get; } = new(HttpStatusCode.ServiceUnavailable, "This proxy is about to stop.", RetryAfter: 1);

    public static Refusal TooManyLookups { get; } = new(HttpStatusCode.ServiceUnavailable, "Too many unknown links are being looked up at once.", RetryAfter: 1);
}
