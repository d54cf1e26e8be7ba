namespace Plane.Contracts.Http;

/// <summary>How to spawn where the key is not held (HTTP API §1.5.1).</summary>
public sealed record SpawnConfig
{
    /// <summary>Null for a random id.</summary>
    public string? Id { get; init; }

    /// <summary>Null for the controller's default cluster.</summary>
    public string? Cluster { get; init; }

    /// <summary>Exact match; empty is the default pool.</summary>
    public string? Pool { get; init; }

    public required HttpExecutable Executable { get; init; }

    /// <summary>Counted from scheduling; null for no limit.</summary>
    public int? LifetimeLimitSeconds { get; init; }

    /// <summary>Time without connections; null for no limit.</summary>
    public int? MaxIdleSeconds { get; init; }

    /// <summary>One shared token instead of one per connect.</summary>
    public bool UseStaticToken { get; init; }

    public string? Subdomain { get; init; }

    /// <summary>Between SIGTERM and SIGKILL; null for the controller's default (10 s).</summary>
    public int? GraceSeconds { get; init; }

    /// <summary><c>open</c>: the backend's host name reaches it without a token. Null or <c>token</c>: it does not.</summary>
    public string? HostRouting { get; init; }

    /// <summary>The caller's own labels. Null for none.</summary>
    public Dictionary<string, string>? Metadata { get; init; }
}
