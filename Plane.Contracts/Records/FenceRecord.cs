namespace Plane.Contracts.Records;

/// <summary>The last fencing token given out for a key, under the key's hash in <c>plane_fences</c>.</summary>
public sealed record FenceRecord(long Token);
