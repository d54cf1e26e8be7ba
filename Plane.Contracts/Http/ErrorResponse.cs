namespace Plane.Contracts.Http;

/// <summary>HTTP API §1.1: the body of every error.</summary>
/// <param name="Id">14 random characters; the log has the cause under the same id.</param>
public sealed record ErrorResponse(string Id, ErrorKind Kind, string Message);
