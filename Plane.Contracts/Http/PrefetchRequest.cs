using System.Collections.Immutable;
using Plane.Domain.Backends;

namespace Plane.Contracts.Http;

/// <summary>Body of <c>PUT /ctrl/c/{cluster}/prefetch</c>: the whole list, which replaces the one before; empty ends it.</summary>
public sealed record PrefetchRequest
{
    public required ImmutableArray<PrefetchEntry> Images { get; init; }
}

public sealed record PrefetchEntry
{
    public required string Image { get; init; }

    /// <summary>Null is <see cref="Plane.Domain.Backends.PullPolicy.IfNotPresent"/>; <see cref="Plane.Domain.Backends.PullPolicy.Never"/> is refused.</summary>
    public PullPolicy? PullPolicy { get; init; }

    /// <summary>Refused: the list is kept, and credentials are not.</summary>
    public HttpCredentials? Credentials { get; init; }
}

/// <summary>The list as it stands, and how far each drone is with it that was heard of.</summary>
public sealed record PrefetchResponse(ImmutableArray<PrefetchedImage> Images, ImmutableArray<PrefetchingDrone> Drones);

public sealed record PrefetchedImage(string Image, PullPolicy PullPolicy);

/// <param name="Images">In the order of the list the drone has seen, which may be the one before.</param>
public sealed record PrefetchingDrone(string Drone, ImmutableArray<PrefetchProgress> Images);

/// <param name="State"><c>waiting</c>, <c>pulling</c>, <c>present</c> or <c>failed</c>.</param>
public sealed record PrefetchProgress(string Image, string State, string? Error);
