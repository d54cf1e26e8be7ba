using System.Collections.Immutable;

namespace Plane.Contracts.Records;

/// <summary>Images every drone of a cluster shall have before anybody asks for them, in <c>plane_intents</c>. The whole list is written at once. Credentials are never in it.</summary>
public sealed record PrefetchIntent(ImmutableArray<PrefetchImage> Images);
