using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Contracts.Nats;

/// <summary>NATS API §1.5.1 and §11.4: run something. Answered by <see cref="ScheduleReply"/>.</summary>
public sealed record ScheduleRequest
{
    public required ClusterName Cluster { get; init; }

    /// <summary>Chosen by the caller; null for a random one.</summary>
    public BackendId? BackendId { get; init; }

    /// <summary>Seconds without connections until it is stopped; not negative.</summary>
    public required int MaxIdleSecs { get; init; }

    public required Dictionary<string, string> Metadata { get; init; }

    public required NatsExecutable Executable { get; init; }

    /// <summary>Ask for the backend's bearer token, which host routing then demands.</summary>
    public bool RequireBearerToken { get; init; }

    /// <summary>A key in namespace <c>lock/{cluster}</c>: whoever else names it gets the same backend. At most 2,048 bytes.</summary>
    public string? Lock { get; init; }
}

/// <summary>NATS API, DockerExecutableConfig in its late form.</summary>
public sealed record NatsExecutable
{
    public required string Image { get; init; }

    public required Dictionary<string, string> Env { get; init; }

    public NatsCredentials? Credentials { get; init; }

    public NatsResourceLimits? ResourceLimits { get; init; }

    public PullPolicy? PullPolicy { get; init; }

    /// <summary>Default 8080.</summary>
    public ushort? Port { get; init; }

    /// <summary>Further ports, each reached as <c>{port}-{backend}.{cluster}</c>; at most 16.</summary>
    public List<ushort>? Ports { get; init; }

    /// <summary><c>host path:container path</c>.</summary>
    public List<string>? VolumeMounts { get; init; }
}

/// <summary>Externally tagged: exactly one of the two is given.</summary>
public sealed record NatsCredentials
{
    [System.Text.Json.Serialization.JsonPropertyName("UsernamePassword")]
    public UsernamePassword? UsernamePassword { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("IdentityToken")]
    public IdentityTokenCredential? IdentityToken { get; init; }

    public override string ToString() => "registry credentials";
}

public sealed record UsernamePassword(string Username, string Password)
{
    public override string ToString() => "username and password";
}

public sealed record IdentityTokenCredential(string IdentityToken)
{
    public override string ToString() => "identity token";
}

/// <summary>As <see cref="ResourceLimits"/>; the period in µs.</summary>
public sealed record NatsResourceLimits(
    long? CpuPeriod = null, byte? CpuPeriodPercent = null, long? CpuTimeLimit = null, long? MemoryLimitBytes = null, long? DiskLimitBytes = null);
