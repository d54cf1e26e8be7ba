namespace Plane.Contracts.Http;

/// <summary><c>GET /ctrl/status</c> (HTTP API §1.3).</summary>
/// <param name="Hash">First eight characters of the commit; empty where unknown.</param>
public sealed record ControllerStatusResponse(string Status, string Version, string Hash);
