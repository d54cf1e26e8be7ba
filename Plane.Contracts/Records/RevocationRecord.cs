using Plane.Domain.Identity;

namespace Plane.Contracts.Records;

/// <summary>
/// What <c>plane_tokens</c> keeps under <c>rev.{backend}.{SHA-256 of user}</c>: every token of that user and backend that was stored before it is dead. The
/// order is the stream's. It expires no sooner than the last of them.
/// </summary>
public sealed record RevocationRecord(BackendId Backend);
