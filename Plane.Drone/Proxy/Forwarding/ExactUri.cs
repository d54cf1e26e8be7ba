using Plane.Drone.Proxy.Targets;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>A URI whose path and query go out exactly as they came in: <c>%2f</c>, <c>..</c> and all.</summary>
internal static class ExactUri
{
    private static readonly UriCreationOptions Untouched = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static Uri Of(string authority, RequestTarget request) => new($"http://{authority}{request.Path}{request.Query}", Untouched);
}
