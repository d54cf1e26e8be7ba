using System.Collections.Immutable;
using System.Globalization;

namespace Plane.Domain.Keys;

/// <summary>
/// Every time that the promise of one backend per key rests on (docs/architecture.md, "One backend per key"). Counted by clocks that may be
/// set anyhow and run up to 5 % fast or slow; only the NATS servers' wall clocks must agree, within <see cref="ServerSkew"/>.
/// </summary>
public sealed record LeaseTimings
{
    private const double Fast = 1.05;
    private const double Slow = 0.95;

    /// <summary>60 s to live, renewed from 20 s, killed at 45 s.</summary>
    public static LeaseTimings Default { get; } = new();

    /// <summary>How long an entry lives on the NATS servers without a write. Default 60 s.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Age of the lease from which it is renewed. Default 20 s.</summary>
    public TimeSpan RenewFrom { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Between unanswered renewals. Default 2 s.</summary>
    public TimeSpan RetryEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Age at which the backend is asked to stop. Default 35 s.</summary>
    public TimeSpan SoftTerminateAt { get; init; } = TimeSpan.FromSeconds(35);

    /// <summary>Age at which it is killed. Default 45 s.</summary>
    public TimeSpan KillAt { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>What a kill may take until the process is gone. Default 5 s.</summary>
    public TimeSpan TimeToDie { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How far the NATS servers' clocks may lie apart. Default 2 s.</summary>
    public TimeSpan ServerSkew { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long after a key entry's revision was seen it counts as live without asking the leader. Default 25 s.</summary>
    public TimeSpan KeyFresh { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How long after its last heartbeat was seen a drone counts as reachable. Default 15 s.</summary>
    public TimeSpan DroneFresh { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a drone's entry lives on the NATS servers. Default 45 s.</summary>
    public TimeSpan DroneTtl { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Between a drone's heartbeats. Default 5 s.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connect waits for a reservation of another to resolve. Default 5 s.</summary>
    public TimeSpan ReservationWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time without word from NATS after which connects are refused. Default 5 s.</summary>
    public TimeSpan ContactLoss { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the engine may be silent before the guard kills by process id. Default 2 s.</summary>
    public TimeSpan EngineSilence { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>All of them times one factor, for tests: 0.1 makes a ten-minute story one minute long.</summary>
    public LeaseTimings Scaled(double factor) => new()
    {
        Ttl = Ttl * factor,
        RenewFrom = RenewFrom * factor,
        RetryEvery = RetryEvery * factor,
        SoftTerminateAt = SoftTerminateAt * factor,
        KillAt = KillAt * factor,
        TimeToDie = TimeToDie * factor,
        ServerSkew = ServerSkew * factor,
        KeyFresh = KeyFresh * factor,
        DroneFresh = DroneFresh * factor,
        DroneTtl = DroneTtl * factor,
        Heartbeat = Heartbeat * factor,
        ReservationWait = ReservationWait * factor,
        ContactLoss = ContactLoss * factor,
        EngineSilence = EngineSilence * factor,
    };

    /// <summary>What is wrong with these timings, in an operator's words; empty where the promise holds.</summary>
    public ImmutableArray<string> Faults() =>
    [
        .. Out(RenewFrom < SoftTerminateAt, "RenewFrom must be before SoftTerminateAt"),
        .. Out(RetryEvery > TimeSpan.Zero && RetryEvery < SoftTerminateAt - RenewFrom, "RetryEvery must fit between RenewFrom and SoftTerminateAt"),
        .. Out(SoftTerminateAt < KillAt, "SoftTerminateAt must be before KillAt"),
        .. Out(Heartbeat > TimeSpan.Zero && Heartbeat < DroneFresh, "Heartbeat must be shorter than DroneFresh"),
        .. Out(DroneFresh < DroneTtl, "DroneFresh must be shorter than DroneTtl"),
        .. Out(
            ((KillAt + TimeToDie) / Slow) + ServerSkew < Ttl / Fast,
            string.Create(CultureInfo.InvariantCulture, $"(KillAt + TimeToDie) / {Slow} + ServerSkew must be below Ttl / {Fast}, or two backends could run for one key")),
        .. Out((KeyFresh / Slow) + ServerSkew < Ttl / Fast, "KeyFresh must be well below Ttl"),
    ];

    private static IEnumerable<string> Out(bool holds, string fault) => holds ? [] : [fault];
}
