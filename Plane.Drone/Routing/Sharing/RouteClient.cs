using System.Net.Sockets;
using System.Text.Json;
using Plane.Domain.Identity;
using Plane.State.Time;

namespace Plane.Drone.Routing.Sharing;

/// <summary>
/// The proxy's side where the agent is another process: it keeps the routes that the agent tells, and tells the agent which backends are in use. Without an agent it
/// goes on with what it was told last; an agent that comes back is told everything anew.
/// </summary>
internal sealed class RouteClient(string stateDirectory, RouteTable routes, ConnectionLedger ledger, TimeProvider clock, ILogger<RouteClient> log) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);

    /// <summary>A backend with one request after the other is not told of between them.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<BackendId, RemoteUse> _uses = [];
    private ShareLink? _link;

    /// <summary>Uses a backend until <see cref="Leave"/>.</summary>
    /// <returns>False where it is about to stop; nothing is to be left then.</returns>
    public async ValueTask<bool> EnterAsync(BackendId backend, CancellationToken aborted)
    {
        try
        {
            if (await Count(backend).WaitAsync(aborted))
            {
                return true;
            }
        }
        catch (OperationCanceledException)
        {
            Leave(backend);
            throw;
        }

        Drop(backend);
        return false;
    }

    public void Leave(BackendId backend)
    {
        lock (_gate)
        {
            if (_uses.TryGetValue(backend, out var use))
            {
                use.Open--;
                use.Since = clock.Elapsed();
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await OnceAsync(stoppingToken);
                await Task.Delay(RetryAfter, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async Task OnceAsync(CancellationToken stopping)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(ShareLink.PathOf(stateDirectory)), stopping);
            await SpeakAsync(socket, stopping);
        }
        catch (SocketException)
        {
            // No agent, for the moment.
        }
        catch (IOException)
        {
            log.AgentLeft();
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            log.NotUnderstood(exception, RetryAfter);
        }
        finally
        {
            Part();
        }
    }

    private async Task SpeakAsync(Socket socket, CancellationToken stopping)
    {
        using var link = new ShareLink(socket);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        TellAll(link);
        Task[] parts = [HearAsync(link, over.Token), link.SendAsync(over.Token), EndIdleAsync(link, over.Token)];
        try
        {
            await await Task.WhenAny(parts);
            log.AgentLeft();
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>From now on questions go to this agent; what is in use already is told first.</summary>
    private void TellAll(ShareLink link)
    {
        lock (_gate)
        {
            _link = link;
            foreach (var backend in _uses.Keys)
            {
                link.Post(new ShareWord(ShareVerb.Enter, backend.Value));
            }

            link.Post(new ShareWord(ShareVerb.Listed));
        }
    }

    private async Task HearAsync(ShareLink link, CancellationToken token)
    {
        var told = new HashSet<BackendId>();
        await foreach (var word in link.HearAsync(token))
        {
            if (word.Verb == ShareVerb.Listed)
            {
                foreach (var gone in routes.Current.Keys.Where(backend => !told.Contains(backend)))
                {
                    routes.Close(gone);
                }

                log.AgentCame();
            }
            else if (BackendId.TryParse(word.Backend, out var backend))
            {
                Hear(word, backend, told);
            }
        }
    }

    private void Hear(ShareWord word, BackendId backend, HashSet<BackendId> told)
    {
        switch (word.Verb)
        {
            case ShareVerb.Open when word.Route is { } route:
                told.Add(backend);
                if (!route.IsOf(routes.Find(backend)))
                {
                    routes.Open(route.To(backend));
                }

                break;
            case ShareVerb.Close:
                told.Remove(backend);
                routes.Close(backend);
                break;
            case ShareVerb.End:
                ledger.OrderClose(backend);
                ledger.Forget(backend);
                break;
            case ShareVerb.Entered:
                Answer(backend, word.IsGranted);
                break;
        }
    }

    private void Answer(BackendId backend, bool isGranted)
    {
        lock (_gate)
        {
            if (!_uses.TryGetValue(backend, out var use))
            {
                return;
            }

            if (!use.Granted.TrySetResult(isGranted) && !isGranted)
            {
                // It was used while no agent counted, and the agent has ended it: what is open ends with it.
                ledger.OrderClose(backend);
                ledger.Forget(backend);
            }
        }
    }

    /// <returns>Whether the agent lets it be used.</returns>
    private Task<bool> Count(BackendId backend)
    {
        lock (_gate)
        {
            if (!_uses.TryGetValue(backend, out var use))
            {
                use = _uses[backend] = new RemoteUse();
                if (_link is { } agent)
                {
                    agent.Post(new ShareWord(ShareVerb.Enter, backend.Value));
                }
                else
                {
                    // Nobody counts, and so nobody stops it.
                    use.Granted.SetResult(true);
                }
            }

            use.Open++;
            return use.Granted.Task;
        }
    }

    private void Drop(BackendId backend)
    {
        lock (_gate)
        {
            if (_uses.TryGetValue(backend, out var use) && --use.Open == 0)
            {
                _uses.Remove(backend);
            }
        }
    }

    /// <summary>The agent has gone: what waits for its word goes on without.</summary>
    private void Part()
    {
        lock (_gate)
        {
            _link = null;
            foreach (var use in _uses.Values)
            {
                use.Granted.TrySetResult(true);
            }
        }
    }

    private async Task EndIdleAsync(ShareLink link, CancellationToken token)
    {
        while (true)
        {
            await Task.Delay(Linger / 2, clock, token);
            lock (_gate)
            {
                var now = clock.Elapsed();
                foreach (var (backend, _) in _uses.Where(pair => pair.Value is { Open: 0, Granted.Task.IsCompleted: true } && now - pair.Value.Since >= Linger).ToList())
                {
                    // Under the lock: a request that comes now is told of behind it.
                    _uses.Remove(backend);
                    link.Post(new ShareWord(ShareVerb.Leave, backend.Value));
                }
            }
        }
    }
}
