using System.Collections.Immutable;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;

namespace Plane.Controller;

/// <summary>Section <c>Plane:Controller</c>. Checked at start; all faults are told at once.</summary>
internal sealed class ControllerOptions
{
    public const string Section = "Plane:Controller";

    /// <summary>Cluster of a spawn that names none. Null: such a spawn is refused with <c>NoClusterProvided</c>. Default null.</summary>
    public string? DefaultCluster { get; init; }

    /// <summary>Set it when no backend of an earlier store can still run, as on a machine that was just set up: keys are then granted at once from a new store instead of one TTL later. Default false.</summary>
    public bool FreshStore { get; init; }

    /// <summary>Seconds between SIGTERM and SIGKILL where a spawn does not say. 0–3600. Default 10.</summary>
    public int GraceSeconds { get; init; } = BackendLimits.DefaultGraceSeconds;

    /// <summary>Accepted for the NATS API's controller configuration; without effect yet, which is logged. Default null.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>How many reads of the store's leader for keys may be under way at once; more wait for <see cref="LeaderReadWaitMilliseconds"/>, then 503. Raise it where NATS is far. 1–10,000. Default 128.</summary>
    public int MaxLeaderReads { get; init; } = 128;

    /// <summary>How long a connect waits for its turn to read the leader. 0–60,000 ms. Default 1,000.</summary>
    public int LeaderReadWaitMilliseconds { get; init; } = 1000;

    /// <summary>How many NATS schedule requests are worked on at once; more wait. 1–10,000. Default 256.</summary>
    public int MaxScheduleRequests { get; init; } = 256;

    /// <summary>How many drones are asked to take a spawn before it is given up. 1–100. Default 5.</summary>
    public int MaxCandidates { get; init; } = 5;

    /// <summary>Hours for which the record of an ended backend is kept. 1–8,760. Default 24.</summary>
    public int RetentionHours { get; init; } = 24;

    /// <summary>Seconds of silence after which a status stream sends a comment, so that proxies in between keep it open. 1–3,600. Default 15.</summary>
    public int StreamKeepAliveSeconds { get; init; } = 15;

    /// <summary>What is wrong, in an operator's words; empty where nothing is.</summary>
    public ImmutableArray<string> Faults(LeaseTimings timings) =>
    [
        .. DefaultCluster is null || ClusterName.TryParse(DefaultCluster, out _) ? [] : Fault($"{nameof(DefaultCluster)} '{DefaultCluster}' is not a DNS name with an optional port"),
        .. InRange(GraceSeconds, 0, 3600, nameof(GraceSeconds)),
        .. InRange(MaxLeaderReads, 1, 10_000, nameof(MaxLeaderReads)),
        .. InRange(LeaderReadWaitMilliseconds, 0, 60_000, nameof(LeaderReadWaitMilliseconds)),
        .. InRange(MaxScheduleRequests, 1, 10_000, nameof(MaxScheduleRequests)),
        .. InRange(MaxCandidates, 1, 100, nameof(MaxCandidates)),
        .. InRange(RetentionHours, 1, 8760, nameof(RetentionHours)),
        .. InRange(StreamKeepAliveSeconds, 1, 3600, nameof(StreamKeepAliveSeconds)),
        .. timings.Faults().Select(static fault => $"Plane:Leases: {fault}"),
    ];

    private static string[] Fault(string text) => [$"{Section}:{text}"];

    private static string[] InRange(int value, int min, int max, string name) =>
        value >= min && value <= max ? [] : Fault($"{name} is {value}; {min} to {max} is allowed");
}
