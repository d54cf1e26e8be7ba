namespace Plane.Contracts.Http;

/// <summary><c>GET /pub/health</c>.</summary>
public sealed record HealthResponse(string Status);
