using System.Net.Sockets;
using System.Text.Json;
using Plane.Drone.Runtime;

namespace Plane.Drone.Routing.Sharing;

/// <summary>
/// The agent's side where the proxy is a process of its own: it tells the routes, so that the proxy dials containers itself and loses nothing when the agent restarts,
/// and counts what the proxy uses. While such a proxy lives and has not told, nothing is known, which means that everything is in use.
/// </summary>
/// <param name="proxy">The living proxy process of this drone; null where there is none beside this one.</param>
/// <param name="complete">Completes when this life has taken back all that still runs.</param>
internal sealed class RouteServer(string stateDirectory, Func<ProcessMark?> proxy, Task complete, RouteTable routes, ConnectionLedger ledger, TimeProvider clock, ILogger<RouteServer> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var path = ShareLink.PathOf(stateDirectory);
        ledger.IsPartial = proxy() is not null;
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

        RouteSession? last = null;
        try
        {
            while (true)
            {
                using var rest = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                var accepting = listener.AcceptAsync(rest.Token).AsTask();
                await WhileNobodyComesAsync(accepting, () => Forget(ref last), rest.Token);
                var session = new RouteSession(new ShareLink(await accepting), routes, ledger);
                log.ProxyCame();
                await ServeAsync(session, () => Forget(ref last), stoppingToken);
                last = session;
                log.ProxyLeft();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
        finally
        {
            last?.Dispose();
        }
    }

    private static void Forget(ref RouteSession? last)
    {
        last?.Dispose();
        last = null;
    }

    /// <summary>A proxy that has gone for good takes its connections with it; one that lives comes back and tells anew.</summary>
    private async Task WhileNobodyComesAsync(Task accepting, Action forget, CancellationToken token)
    {
        while (!accepting.IsCompleted)
        {
            if (proxy() is null)
            {
                forget();
                ledger.IsPartial = false;
            }

            using var nap = CancellationTokenSource.CreateLinkedTokenSource(token);
            await Task.WhenAny(accepting, Task.Delay(LookEvery, clock, nap.Token));
            await nap.CancelAsync();
            token.ThrowIfCancellationRequested();
        }
    }

    private async Task ServeAsync(RouteSession session, Action forgetLast, CancellationToken stopping)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task[] parts = [session.HearAsync(gone.Token), session.TellAsync(complete, gone.Token), session.SendAsync(gone.Token)];
        var ended = Task.WhenAny(parts);
        try
        {
            if (await Task.WhenAny(ended, session.Listed.Task) != ended)
            {
                // Counted twice for a moment rather than not at all.
                forgetLast();
                ledger.IsPartial = false;
            }

            await await ended;
        }
        catch (Exception exception) when (exception is IOException or JsonException or ObjectDisposedException)
        {
            log.LinkBroke(exception);
        }
        finally
        {
            await gone.CancelAsync();
            await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
