using Plane.Domain.Backends;

namespace Plane.Contracts.Records;

/// <summary>Somebody wants a backend ended, under <c>{cluster}.{drone}.terminate.{backend}</c> in <c>plane_intents</c>. The drone deletes it when done.</summary>
public sealed record TerminateIntent(TerminationKind Kind, TerminationReason Reason);
