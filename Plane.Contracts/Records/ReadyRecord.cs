namespace Plane.Contracts.Records;

/// <summary>Under <c>ready</c> in <c>plane_fences</c>: the creation stamp of the <c>plane_keys</c> bucket that keys may be granted from.</summary>
public sealed record ReadyRecord(DateTimeOffset KeysCreated);
