namespace Plane.Contracts.Interactive;

/// <summary>Every error below <c>/api</c>.</summary>
/// <param name="Status">As the answer's own.</param>
public sealed record InteractiveErrorResponse(int Status, string Message);
