using System.Collections.Concurrent;
using System.Globalization;
using Peers;
using Plane.State.Time;

namespace Plane.Tests.Storm;

/// <summary>Lets faults happen to a stage when their time comes, mends each when its span is over, and keeps a log.</summary>
internal sealed class Weather(Stage stage)
{
    private static readonly TimeProvider Clock = BootClock.Instance;
    private readonly long _began = Clock.GetTimestamp();
    private readonly ConcurrentQueue<string> _log = new();

    public string Log => string.Join('\n', _log);

    /// <summary>Returns when the last one is mended.</summary>
    public Task RunAsync(IEnumerable<Fault> faults, CancellationToken token) => Task.WhenAll(faults.Select(fault => HappenAsync(fault, token)));

    public void Say(string text) => _log.Enqueue(string.Create(
        CultureInfo.InvariantCulture, $"{Clock.GetElapsedTime(_began).TotalSeconds,7:F2}  (boot {Clock.Elapsed().TotalSeconds:F2})  {text}"));

    private async Task HappenAsync(Fault fault, CancellationToken token)
    {
        await Task.Delay(fault.At, Clock, token);
        Say($"{fault.Kind} {fault.Target} begins");
        try
        {
            var mend = await BreakAsync(fault);
            await Task.Delay(fault.Span, Clock, token);
            await mend();
            Say($"{fault.Kind} {fault.Target} is over");
        }
        catch (InvalidOperationException exception)
        {
            // The process had just gone: there was nothing to freeze, or to thaw.
            Say($"{fault.Kind} {fault.Target}: {exception.Message}");
        }
    }

    /// <returns>How it is mended.</returns>
    private async Task<Func<Task>> BreakAsync(Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Partition:
                Array.ForEach(stage.Ways[fault.Target], static relay => relay.Freeze());
                return () => Heal(stage.Ways[fault.Target]);
            case FaultKind.Break:
                Array.ForEach(stage.Ways[fault.Target], static relay => relay.Break());
                return Nothing;
            case FaultKind.KillController:
                return await KillAsync(stage.Controllers[fault.Target]);
            case FaultKind.KillDrone:
                return await KillAsync(stage.Drones[fault.Target]);
            case FaultKind.FreezeController:
                return await FreezeAsync(stage.Controllers[fault.Target]);
            case FaultKind.FreezeDrone:
                return await FreezeAsync(stage.Drones[fault.Target]);
            case FaultKind.KillNats:
                await stage.Nats.Servers[fault.Target].KillAsync();
                return () => stage.Nats.Servers[fault.Target].RestartAsync();
            case FaultKind.FreezeNats:
                await stage.Nats.Servers[fault.Target].FreezeAsync();
                return () => stage.Nats.Servers[fault.Target].ThawAsync();
            case FaultKind.KillEngine:
                await stage.Engine.KillAsync();
                return stage.Engine.RestartAsync;
            case FaultKind.FreezeEngine:
                await stage.Engine.FreezeAsync();
                return stage.Engine.ThawAsync;
            default:
                return await OfGuardAsync(fault);
        }
    }

    private async Task<Func<Task>> OfGuardAsync(Fault fault)
    {
        if (stage.GuardOf(fault.Target) is not { } guard)
        {
            Say($"drone {fault.Target} has no guard at the moment");
            return Nothing;
        }

        if (fault.Kind == FaultKind.KillGuard)
        {
            await ProcessSignals.KillAsync(guard);
            return Nothing;
        }

        await ProcessSignals.FreezeAsync(guard);
        return () => ProcessSignals.ThawAsync(guard);
    }

    private static async Task<Func<Task>> KillAsync(StormProgram program)
    {
        await program.KillAsync();
        return program.StartAsync;
    }

    private static async Task<Func<Task>> FreezeAsync(StormProgram program)
    {
        await program.FreezeAsync();
        return program.ThawAsync;
    }

    private static Task Nothing() => Task.CompletedTask;

    private static Task Heal(TcpRelay[] way)
    {
        Array.ForEach(way, static relay => relay.Thaw());
        return Task.CompletedTask;
    }
}
