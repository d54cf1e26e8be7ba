using System.Collections.Immutable;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Controller.Connect;

/// <summary>What to run and where, validated. <see cref="ToString"/> names the image only.</summary>
internal sealed record SpawnOrder
{
    /// <summary>Null where neither the request nor the controller names one.</summary>
    public required ClusterName? Cluster { get; init; }

    public required string Pool { get; init; }

    /// <summary>Null for a random id.</summary>
    public BackendId? ChosenId { get; init; }

    public required BackendSpec Spec { get; init; }

    public required BackendLimits Limits { get; init; }

    public bool UseStaticToken { get; init; }

    public Subdomain? Subdomain { get; init; }

    public bool HostRouting { get; init; }

    public bool RequiresBearerToken { get; init; }

    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public override string ToString() => Spec.Image;
}
