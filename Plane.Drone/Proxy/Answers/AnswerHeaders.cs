using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Answers;

/// <summary>What every answer to a client carries (HTTP API §6.5).</summary>
internal static class AnswerHeaders
{
    private const string BackendHeader = "x-plane-backend-id";

    public static void Set(IHeaderDictionary headers, BackendId? backend)
    {
        headers.Server = ProxyTelemetry.Server;
        if (backend is not null)
        {
            headers[BackendHeader] = backend.Value;
        }

        // A backend that says anything about CORS has thought about it: then all of it is the backend's.
        if (headers.AccessControlAllowOrigin.Count == 0 && headers.AccessControlAllowMethods.Count == 0 && headers.AccessControlAllowHeaders.Count == 0)
        {
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlAllowMethods = "*";
            headers.AccessControlAllowHeaders = "*, Authorization";
        }
    }
}
