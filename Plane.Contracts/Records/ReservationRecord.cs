namespace Plane.Contracts.Records;

/// <summary>Under <c>id.{backend}</c> in <c>plane_backends</c>: a caller-chosen id is taken, by the key of this hash.</summary>
public sealed record ReservationRecord(string KeyHash);
