namespace Plane.Contracts.Interactive;

/// <summary><c>GET /api/v1/auth</c>.</summary>
/// <param name="User">Name of the token that was shown; empty for nobody in particular.</param>
/// <param name="Token">Whether a token was shown and is known.</param>
public sealed record WhoAmIResponse(string User, bool Token);
