using Plane.Domain.Backends;

namespace Plane.Client;

/// <summary>Which backends to list.</summary>
public sealed record BackendFilter
{
    /// <summary>Null for all.</summary>
    public string? Cluster { get; init; }

    /// <summary>Name of a key; null for all.</summary>
    public string? Key { get; init; }

    /// <summary>Null for all that have not ended.</summary>
    public BackendStatus? Status { get; init; }

    /// <summary>Ended ones too, where <see cref="Status"/> does not say.</summary>
    public bool WithEnded { get; init; }

    /// <summary>1 to 1,000; null for the controller's (100).</summary>
    public int? PageLength { get; init; }
}
