using System.Collections.Immutable;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Contracts.Records;

/// <summary>
/// What <c>plane_backends</c> keeps of one backend, under <c>{cluster}.{backend}</c>. The time of a status is the NATS server's time stamp of
/// the revision that brought it. Environment values and registry credentials are never in here.
/// </summary>
public sealed record BackendRecord
{
    /// <summary>The label under which HTTP spawning notes the service's name.</summary>
    public const string ServiceLabel = "service";

    public required BackendId Backend { get; init; }

    public required ClusterName Cluster { get; init; }

    /// <summary>The drone that runs it, or was asked to.</summary>
    public required DroneId Drone { get; init; }

    public required string KeyNamespace { get; init; }

    public required string KeyName { get; init; }

    public required BackendStatus Status { get; init; }

    /// <summary>The status before termination began; null while alive.</summary>
    public BackendStatus? LastStatus { get; init; }

    public TerminationReason? Reason { get; init; }

    public TerminationKind? Kind { get; init; }

    /// <summary>Of the program; null while it runs or where it never did.</summary>
    public int? ExitCode { get; init; }

    public BackendFailure? Failure { get; init; }

    public required string Image { get; init; }

    public required ResourceLimits Resources { get; init; }

    public required BackendLimits Limits { get; init; }

    public string? Subdomain { get; init; }

    /// <summary>Whether its own host name reaches it without a token.</summary>
    public bool HostRouting { get; init; }

    /// <summary>SHA-256 of its static token, in hexadecimal; null where it has connection tokens.</summary>
    public string? StaticTokenHash { get; init; }

    /// <summary>Host routing asks for the bearer token derived from the cluster secret (NATS API).</summary>
    public bool RequiresBearerToken { get; init; }

    /// <summary>0 until the drone accepted.</summary>
    public long FencingToken { get; init; }

    /// <summary>The identity of what runs: container id, or the process runtime's equivalent; null before it exists.</summary>
    public string? ContainerId { get; init; }

    /// <summary>Where it listens, <c>ip:port</c>, as seen from its drone; null before <see cref="BackendStatus.Waiting"/>.</summary>
    public string? Address { get; init; }

    /// <summary>All ports its program was told to listen on, the one without a name first; empty in records of earlier versions.</summary>
    public ImmutableArray<int> Ports { get; init => field = value.IsDefault ? [] : value; } = [];

    public PhaseTimings Phases { get; init; } = new();

    /// <summary>The caller's own labels (NATS API <c>metadata</c>).</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>As it is written by somebody else than its drone, who knows nothing of its program's end.</summary>
    public BackendRecord Ended(TerminationReason reason, BackendFailure? failure) =>
        this with { Status = BackendStatus.Terminated, LastStatus = LastStatus ?? Status, Reason = reason, Failure = Failure ?? failure };
}
