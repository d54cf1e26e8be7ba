using System.Net.Http.Headers;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>The <c>Host</c> that a backend sees.</summary>
internal static class HostHeader
{
    /// <param name="host">Null for the client's.</param>
    public static void Set(HttpRequestHeaders headers, string? host)
    {
        if (host is not null)
        {
            if (headers.Host is { } asked)
            {
                headers.TryAddWithoutValidation("x-forwarded-host", asked);
            }

            headers.Host = host;
        }
    }
}
