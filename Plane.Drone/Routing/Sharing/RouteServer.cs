using System.Net.Sockets;

namespace Plane.Drone.Routing.Sharing;

/// <summary>
/// The agent's side where the proxy is a process of its own: it tells the routes, so that the proxy dials containers itself and loses nothing when the agent restarts,
/// and counts what the proxy uses. While such a proxy lives and has not told, nothing is known, which means that everything is in use.
/// </summary>
/// <param name="hasProxy">Whether a process that is this drone's proxy, and dials containers itself, lives beside this one.</param>
/// <param name="complete">Completes when this life has taken back all that still runs.</param>
internal sealed class RouteServer(string stateDirectory, Func<bool> hasProxy, Task complete, RouteTable routes, ConnectionLedger ledger, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<RouteServer> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private RouteSession? _last;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the agent takes anything back, whose idle clocks begin then.
        ledger.IsPartial = hasProxy();
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _last?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var path = ShareLink.PathOf(stateDirectory);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // An earlier life's; the lock on the directory says that it is over.
            File.Delete(path);
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen();
        }
        catch (Exception exception) when (exception is SocketException or IOException or ArgumentException)
        {
            log.CannotListen(exception, path);
            ledger.IsPartial = false;
            return;
        }

        // The other services of this process stop one after the other and close what they have; to the proxy none of that is an end.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            while (true)
            {
                await ServeNextAsync(listener, ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async Task ServeNextAsync(Socket listener, CancellationToken ending)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(ending);
        var accepting = listener.AcceptAsync(rest.Token).AsTask();
        await WhileNobodyComesAsync(accepting, rest.Token);
        try
        {
            var session = new RouteSession(new ShareLink(await accepting), routes, ledger, complete);
            log.ProxyCame();
            await ServeAsync(session, ending);
            (var earlier, _last) = (_last, session);
            earlier?.Dispose();
            log.ProxyLeft();
        }
        catch (SocketException exception)
        {
            log.CannotAccept(exception, LookEvery);
            await Task.Delay(LookEvery, clock, ending);
        }
    }

    /// <summary>A proxy that has gone for good takes its connections with it; one that lives comes back and tells anew, and has opened more meanwhile than is known here.</summary>
    private async Task WhileNobodyComesAsync(Task accepting, CancellationToken token)
    {
        while (!accepting.IsCompleted)
        {
            if (!(ledger.IsPartial = hasProxy()))
            {
                ForgetLast();
            }

            using var nap = CancellationTokenSource.CreateLinkedTokenSource(token);
            await Task.WhenAny(accepting, Task.Delay(LookEvery, clock, nap.Token));
            await nap.CancelAsync();
            token.ThrowIfCancellationRequested();
        }
    }

    private async Task ServeAsync(RouteSession session, CancellationToken ending)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(ending);
        using var parting = ending.UnsafeRegister(static self => ((RouteSession)self!).Part(), session);
        Task[] parts = [session.HearAsync(gone.Token), session.TellAsync(gone.Token), session.SendAsync(gone.Token)];
        var ended = Task.WhenAny(parts);
        try
        {
            if (await Task.WhenAny(ended, session.Listed.Task) != ended)
            {
                // Counted twice for a moment rather than not at all.
                ForgetLast();
                ledger.IsPartial = false;
            }

            await await ended;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            if (!ending.IsCancellationRequested)
            {
                log.LinkBroke(exception);
            }
        }
        finally
        {
            // Before anything is awaited: from here on the proxy opens what is not told.
            ledger.IsPartial = hasProxy();
            await gone.CancelAsync();
            await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void ForgetLast()
    {
        _last?.Dispose();
        _last = null;
    }
}
