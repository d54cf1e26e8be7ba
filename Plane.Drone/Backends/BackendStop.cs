using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone.Runtime;

namespace Plane.Drone.Backends;

/// <summary>From the decision that a backend ends until the engine confirms that nothing of it is left. A hard order overtakes every wait.</summary>
internal sealed class BackendStop(HeldBackend held, BackendServices services, BackendStart start, TaskGroup tasks, ILogger<BackendSupervisor> log)
{
    private BackendId Backend => held.Launch.Identity.Backend;

    /// <returns>The program's exit, as far as known.</returns>
    public async Task<BackendExit?> RunAsync(BackendEnd end, CancellationToken token)
    {
        // From here on nobody new gets in; who is in may stay until the program is gone.
        services.Ledger.Seal(Backend);
        services.Routes.Close(Backend);
        if (end.Order is { } order)
        {
            await TellAsync(order, token);
            await EndProgramAsync(order, token);
        }

        held.Orders.MarkTold();
        services.Ledger.OrderClose(Backend);
        await RemoveAsync(token);
        return start.Exit.IsCompletedSuccessfully ? await start.Exit : null;
    }

    private async Task TellAsync(StopOrder order, CancellationToken token)
    {
        var status = order.Kind == TerminationKind.Soft ? BackendStatus.Terminating : BackendStatus.HardTerminating;
        if (held.Record.Current.Status >= status)
        {
            return;
        }

        var told = held.Record.WriteAsync(
            record => record with { LastStatus = record.LastStatus ?? record.Status, Status = status, Reason = record.Reason ?? order.Reason, Kind = order.Kind }, token);
        tasks.Add(told);
        if (order.Kind == TerminationKind.Soft)
        {
            // The word goes out before the signal; a store that does not answer holds up neither this stop nor a deadline.
            await WaitAsync(told, services.Timings.RetryEvery, token);
            held.Orders.MarkTold();
        }
    }

    private async Task EndProgramAsync(StopOrder order, CancellationToken token)
    {
        if (!start.IsFollowed)
        {
            // Nothing that could say good-bye: removal is enough.
            return;
        }

        if (order.Kind == TerminationKind.Soft)
        {
            await WaitAsync(SignalAsync(TerminationKind.Soft, token), services.Timings.TimeToDie, token);
            await WaitAsync(start.Exit, TimeSpan.FromSeconds(held.Record.Current.Limits.GraceSeconds), token);
            if (held.Orders.Hard.IsCompletedSuccessfully && !start.Exit.IsCompleted)
            {
                await TellAsync(await held.Orders.Hard, token);
            }
        }

        if (!start.Exit.IsCompleted)
        {
            services.Ledger.OrderClose(Backend);
            tasks.Add(SignalAsync(TerminationKind.Hard, token));
            await Task.WhenAny(start.Exit, Task.Delay(services.Timings.TimeToDie, services.Clock, token));
        }
    }

    /// <summary>Waits for something, but no longer than the limit, and not at all against a hard order.</summary>
    private async Task WaitAsync(Task what, TimeSpan limit, CancellationToken token)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(token);
        await Task.WhenAny(what, held.Orders.Hard, Task.Delay(limit, services.Clock, rest.Token));
        await rest.CancelAsync();
        token.ThrowIfCancellationRequested();
    }

    private async Task SignalAsync(TerminationKind kind, CancellationToken token)
    {
        try
        {
            await services.Runtime.SignalAsync(Backend, kind, token);
        }
        catch (RuntimeException exception)
        {
            // Removal follows and is repeated until it is confirmed.
            log.SignalFailed(exception, Backend, kind);
        }
    }

    private async Task RemoveAsync(CancellationToken token)
    {
        if (start.ReachedEngine)
        {
            // The last lines are still on their way, and go with the container.
            await Task.WhenAny(start.LinesRead, Task.Delay(TimeSpan.FromSeconds(1), services.Clock, token));

            // First what is there, then what an answer still under way may have brought: only then is nothing left for certain.
            await services.Runtime.RemoveAsync(Backend, token);
            if (!start.EngineQuiet.IsCompleted)
            {
                await start.EngineQuiet.WaitAsync(token);
                await services.Runtime.RemoveAsync(Backend, token);
            }
        }

        held.Journal.Clear();
    }
}
