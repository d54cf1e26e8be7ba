namespace Plane.Contracts.Http;

/// <summary><c>POST /ctrl/c/{cluster}/d/{drone}/drain</c> and <c>…/undrain</c> (HTTP API §1.8).</summary>
/// <param name="Updated">False where the drone was as wanted already.</param>
public sealed record DrainResponse(bool Updated);
