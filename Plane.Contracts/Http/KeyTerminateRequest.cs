namespace Plane.Contracts.Http;

/// <summary>Body of <c>POST /ctrl/key/terminate</c>.</summary>
/// <param name="Hard">Kill instead of asking it to stop.</param>
public sealed record KeyTerminateRequest(string Name, string Namespace = "", bool Hard = false);

/// <param name="BackendId">Which backend has to end.</param>
public sealed record KeyTerminateResponse(string BackendId);
