using System.Diagnostics;
using System.Globalization;
using Plane.Contracts.Drones;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Idle;
using Plane.Drone.Routing;
using Plane.Drone.Runtime;
using Plane.State.Time;

namespace Plane.Drone.Backends;

/// <summary>One backend's life on this drone, from the moment its key is held until the key is free again. One task; whoever wants something gives an order.</summary>
internal sealed class BackendSupervisor
{
    private readonly HeldBackend _held;
    private readonly BackendServices _services;
    private readonly ILogger<BackendSupervisor> _log;
    private readonly BackendOutput _output;
    private readonly IdleWatch _idle;
    private readonly ResourceMeter _meter;
    private readonly TaskCompletionSource<TimeSpan> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BackendSupervisor(HeldBackend held, BackendServices services)
    {
        _held = held;
        _services = services;
        _log = services.Logs.CreateLogger<BackendSupervisor>();
        _idle = new IdleWatch(Backend, held.Record.Current.Limits, services.Options.IdleGrace, held.LifetimeEnd, services.Ledger, Orders, services.Clock);
        var identity = held.Launch.Identity;
        _meter = new ResourceMeter(identity.Cluster, identity.Drone, identity.Backend, services, services.Logs.CreateLogger<ResourceMeter>());
        _output = new BackendOutput(held.Launch.Identity.Backend, services.Runtime, services.Connection, services.Clock, services.Logs.CreateLogger<BackendOutput>());
    }

    /// <summary>What it was last seen to use; null before.</summary>
    public MetricsUpdate? Metrics => _meter.Latest;

    public BackendId Backend => _held.Launch.Identity.Backend;

    public StopOrders Orders => _held.Orders;

    public BackendStatus Status => _held.Record.Current.Status;

    public LeaseKeeper Lease => _held.Lease;

    /// <summary>On the drone's clock; null for no limit.</summary>
    public TimeSpan? LifetimeEnd => _held.LifetimeEnd;

    /// <summary>When it would stop and why, and since when nobody has been connected if nobody is; an order that stands comes before every limit.</summary>
    public async ValueTask<(TimeSpan? IdleSince, IdleDecision Decision)> JudgeAsync(BackendUse use, TimeSpan now)
    {
        TimeSpan? readyAt = _ready.Task.IsCompletedSuccessfully ? await _ready.Task : null;
        var judged = _idle.Judge(use, readyAt, now);
        return Orders.First.IsCompletedSuccessfully ? judged with { Decision = new IdleDecision(now, Stop: true, "a stop was ordered") } : judged;
    }

    /// <summary>Whether this is what a repeated spawn asks for.</summary>
    public bool Serves(SpawnMessage message) =>
        _held.Launch.Identity.FencingToken == message.FencingToken && _held.Record.Current.KeyName == message.KeyName && _held.Record.Current.KeyNamespace == message.KeyNamespace;

    /// <summary>Runs until the key is released. Cancelled, or overtaken by a newer life of this drone, it leaves everything as it is.</summary>
    public async Task RunAsync(ActivityContext parent, CancellationToken leave)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(leave);
        using var beside = new TaskGroup(life.Token);
        using var renewing = CancellationTokenSource.CreateLinkedTokenSource(life.Token);
        var lease = _held.Lease.RunAsync(renewing.Token);
        beside.Add(lease);
        beside.Add(CancelWhenLeftAsync(life, beside.Token));
        var sending = _output.SendAsync(beside.Token);
        beside.Add(sending);
        beside.Add(RewriteWhenLostAsync(beside.Token));
        var telling = new StateTeller(_held.Record, _services.States, _services.Timings.RetryEvery, _services.Clock).RunAsync(beside.Token);
        beside.Add(telling);
        try
        {
            var start = new BackendStart(_held, _services, _output, beside);
            beside.Add(_meter.RunAsync(beside.Token));
            beside.Add(_idle.RunAsync(_ready.Task, beside.Token));
            var end = await LiveAsync(start, parent, life.Token);
            var exit = await new BackendStop(_held, _services, start, beside, _log).RunAsync(end, life.Token);
            var last = exit ?? end.Exit;
            var fault = FaultOf(end, last);
            await SendRestAsync(end.Fault, last, sending, life.Token);
            await _held.Record.WriteAsync(record => Terminated(record, end, last, fault), life.Token);
            await renewing.CancelAsync();
            await lease.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _held.Lease.ReleaseAsync(life.Token);

            // A store that is silent is not waited for: a controller tells what was not told here.
            await PatientlyAsync(telling, life.Token);
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
            _log.LeftAlone(Backend);
        }
        finally
        {
            await beside.EndAsync();
            _services.Routes.Close(Backend);
            _services.Ledger.Forget(Backend);
            _held.Record.Dispose();
        }
    }

    private static string Describe(BackendExit exit)
    {
        var code = exit.Code is { } number ? string.Create(CultureInfo.InvariantCulture, $"The program ended with exit code {number}") : "The program is gone";
        return exit.Detail.Length == 0 ? code + "." : $"{code}: {exit.Detail}.";
    }

    private static string? FaultOf(BackendEnd end, BackendExit? exit) => end switch
    {
        { Fault: { } said } => exit is { Code: not null } ? $"{said} {Describe(exit)}" : said,
        { Order: null } when exit is { Code: not 0 } => Describe(exit),
        _ => null,
    };

    private async Task CancelWhenLeftAsync(CancellationTokenSource life, CancellationToken token)
    {
        await Orders.Left.WaitAsync(token);
        _held.Journal.Clear();
        await life.CancelAsync();
    }

    /// <summary>A store that lost the key has lost the record as well, and nobody else can write it anew.</summary>
    private async Task RewriteWhenLostAsync(CancellationToken token)
    {
        while (true)
        {
            await Lease.Recreated.WaitAsync(token);
            await _held.Record.RewriteAsync(token);
        }
    }

    private async Task<BackendEnd> LiveAsync(BackendStart start, ActivityContext parent, CancellationToken token)
    {
        if (await StartAsync(start, parent, token) is { } failed)
        {
            return failed;
        }

        _ready.TrySetResult(_services.Clock.Elapsed());
        await Task.WhenAny(start.Exit, Orders.First).WaitAsync(token);
        var phase = Status;
        return Orders.First.IsCompletedSuccessfully
            ? new BackendEnd(phase, Order: await Orders.First)
            : new BackendEnd(phase, Exit: await start.Exit);
    }

    /// <returns>Null once it is ready.</returns>
    private async Task<BackendEnd?> StartAsync(BackendStart start, ActivityContext parent, CancellationToken token)
    {
        using var span = DroneActivity.Begin("spawn", Backend, parent);
        using var calledOff = CancellationTokenSource.CreateLinkedTokenSource(token);
        var starting = start.RunAsync(calledOff.Token);
        await Task.WhenAny(starting, Orders.First);
        await calledOff.CancelAsync();
        try
        {
            await starting;
            return null;
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested && Orders.First.IsCompletedSuccessfully)
        {
            return new BackendEnd(Status, Order: await Orders.First);
        }
        catch (StartupTimeoutException exception)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            return new BackendEnd(Status, new StopOrder(TerminationKind.Hard, TerminationReason.StartupTimeout), Fault: exception.Message);
        }
        catch (StartupFailedException exception)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            return new BackendEnd(Status, new StopOrder(TerminationKind.Hard, TerminationReason.InternalError), Fault: exception.Message);
        }
        catch (RuntimeException exception)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            _log.StartFailed(exception, Backend, Status);
            return new BackendEnd(Status, Exit: start.Exit.IsCompletedSuccessfully ? await start.Exit : null, Fault: exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever broke here is ours, not the backend's: it ends all the same, and says so.
            _log.StartBroke(exception, Backend);
            return new BackendEnd(Status, new StopOrder(TerminationKind.Hard, TerminationReason.InternalError), Fault: exception.Message);
        }
    }

    /// <summary>Who reads that it is terminated finds every line in the stream; a store that is silent is not waited for.</summary>
    private async Task SendRestAsync(string? fault, BackendExit? exit, Task sending, CancellationToken token)
    {
        if (fault is not null)
        {
            _output.Say(fault);
        }

        if (exit?.Code is { } code)
        {
            // The words are the NATS API's (§15).
            _output.Say(string.Create(CultureInfo.InvariantCulture, $"Backend exit code: {code}"));
        }

        _output.Finish();
        await PatientlyAsync(sending, token);
    }

    private async Task PatientlyAsync(Task what, CancellationToken token)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(token);
        await Task.WhenAny(what, Task.Delay(_services.Timings.RetryEvery, _services.Clock, rest.Token));
        await rest.CancelAsync();
    }

    private BackendRecord Terminated(BackendRecord record, BackendEnd end, BackendExit? exit, string? fault) => record with
    {
        Status = BackendStatus.Terminated,
        LastStatus = record.LastStatus ?? end.Phase,
        Reason = record.Reason ?? end.Order?.Reason,
        Kind = record.Kind ?? end.Order?.Kind,
        ExitCode = exit?.Code,
        Failure = fault is null ? null : new BackendFailure(end.Phase, fault, _output.LastLines),
    };
}
