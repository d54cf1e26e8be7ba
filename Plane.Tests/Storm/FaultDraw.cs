using System.Collections.Immutable;

namespace Plane.Tests.Storm;

/// <summary>Draws a storm. What the product does not promise to survive is left out (docs/guarantees.md, "Not covered by the lease").</summary>
internal static class FaultDraw
{
    public const int Controllers = 2;
    public const int Drones = 3;
    public const int Servers = 3;
    private const int PerStorm = 60;

    /// <summary>A killed program is back only when it has started, whatever the scale.</summary>
    private static readonly TimeSpan Restart = TimeSpan.FromSeconds(8);

    private static readonly FaultKind[] Kinds =
    [
        .. Enum.GetValues<FaultKind>(),

        // Most often what hits the way between a drone and its lease.
        FaultKind.Partition, FaultKind.Partition, FaultKind.KillDrone, FaultKind.FreezeDrone,
    ];

    /// <param name="scale">Of the lease timings: a fault lasts up to a good TTL.</param>
    public static ImmutableArray<Fault> Of(int seed, TimeSpan length, double scale)
    {
        var chance = new Random(seed);
        var faults = new List<Fault>();
        var last = length * 0.9;
        for (var at = TimeSpan.FromSeconds(1); at < last; at += length / PerStorm * 2 * chance.NextDouble())
        {
            var kind = Kinds[chance.Next(Kinds.Length)];
            var span = scale * TimeSpan.FromSeconds(chance.Next(3) == 0 ? chance.Next(20, 75) : 2 + (18 * chance.NextDouble()));
            var fault = new Fault(at, kind == FaultKind.Break ? TimeSpan.Zero : at + span < length ? span : length - at, kind, chance.Next(TargetsOf(kind)));
            if (!faults.Exists(other => Excludes(other, fault)))
            {
                faults.Add(fault);
            }
        }

        return [.. faults];
    }

    private static int TargetsOf(FaultKind kind) => kind switch
    {
        FaultKind.Partition or FaultKind.Break => Controllers + Drones,
        FaultKind.KillController or FaultKind.FreezeController => Controllers,
        FaultKind.KillNats or FaultKind.FreezeNats => Servers,
        FaultKind.KillEngine or FaultKind.FreezeEngine => 1,
        _ => Drones,
    };

    private static bool Excludes(Fault one, Fault other) => one.At <= other.End + Restart && other.At <= one.End + Restart && (RoomOf(one.Kind), RoomOf(other.Kind)) switch
    {
        // Never a drone and its guard together; nor one thing twice.
        (Room.Machine, Room.Machine) or (Room.Controller, Room.Controller) or (Room.Way, Room.Way) => one.Target == other.Target,

        // Two servers may stand still, and then there is no majority; but a killed one must have caught up before the next trouble.
        (Room.Nats, Room.Nats) => one.Target == other.Target || one.Kind == FaultKind.KillNats || other.Kind == FaultKind.KillNats,
        (Room.Engine, Room.Engine) => true,

        // Without a guard nobody can kill by process id what a silent engine does not.
        (Room.Engine, Room.Machine) => IsOfGuard(other.Kind),
        (Room.Machine, Room.Engine) => IsOfGuard(one.Kind),
        _ => false,
    };

    private static bool IsOfGuard(FaultKind kind) => kind is FaultKind.KillGuard or FaultKind.FreezeGuard;

    private static Room RoomOf(FaultKind kind) => kind switch
    {
        FaultKind.Partition or FaultKind.Break => Room.Way,
        FaultKind.KillController or FaultKind.FreezeController => Room.Controller,
        FaultKind.KillNats or FaultKind.FreezeNats => Room.Nats,
        FaultKind.KillEngine or FaultKind.FreezeEngine => Room.Engine,
        _ => Room.Machine,
    };

    private enum Room
    {
        Way,
        Controller,
        Machine,
        Nats,
        Engine,
    }
}
