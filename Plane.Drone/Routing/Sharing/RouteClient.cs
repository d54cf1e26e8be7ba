using System.Net.Sockets;
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

    /// <summary>How long a request waits for the agent's word. One that does not speak, frozen or overloaded, does not stop a backend either; if it has, it says so later.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<BackendId, RemoteUse> _uses = [];
    private ShareLink? _link;

    /// <summary>An agent is there and tells what it has.</summary>
    public bool IsLinked => Volatile.Read(ref _link) is not null;

    /// <summary>Uses a backend until <see cref="Leave"/>.</summary>
    /// <returns>False where it is about to stop; nothing is to be left then.</returns>
    public async ValueTask<bool> EnterAsync(BackendId backend, CancellationToken aborted)
    {
        var granting = Count(backend);
        try
        {
            if (granting.IsCompletedSuccessfully ? await granting : await GrantedAsync(backend, granting, aborted))
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
            var agent = new UnixDomainSocketEndPoint(ShareLink.PathOf(stateDirectory));
            while (true)
            {
                await OnceAsync(agent, stoppingToken);
                await Task.Delay(RetryAfter, clock, stoppingToken);
            }
        }
        catch (ArgumentException exception)
        {
            log.NoSuchPath(exception, ShareLink.PathOf(stateDirectory));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async Task OnceAsync(UnixDomainSocketEndPoint agent, CancellationToken stopping)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(agent, stopping);
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
        catch (FormatException exception)
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
        Task[] parts = [HearAsync(link, over.Token), link.SendAsync(over.Token), FollowUseAsync(link, over.Token)];
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
            foreach (var (backend, _) in _uses.Where(static pair => pair.Value.IsTold))
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
                    End(gone);
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
                End(backend);
                break;
            case ShareVerb.Entered when word.IsGranted:
                Grant(backend);
                break;
            case ShareVerb.Entered:
                if (Refuse(backend))
                {
                    // It was used while no agent counted, and the agent has ended it: what is open ends with it.
                    End(backend);
                }

                break;
        }
    }

    /// <summary>Closes what is open towards a backend, and lets nobody in any more.</summary>
    private void End(BackendId backend)
    {
        Refuse(backend);
        ledger.OrderClose(backend);
        ledger.Forget(backend);
    }

    private void Grant(BackendId backend)
    {
        lock (_gate)
        {
            _uses.GetValueOrDefault(backend)?.Grant();
        }
    }

    /// <returns>Whether somebody may use it already.</returns>
    private bool Refuse(BackendId backend)
    {
        lock (_gate)
        {
            return _uses.GetValueOrDefault(backend)?.Refuse() ?? false;
        }
    }

    private async ValueTask<bool> GrantedAsync(BackendId backend, Task<bool> granting, CancellationToken aborted)
    {
        try
        {
            return await granting.WaitAsync(AnswerLimit, clock, aborted);
        }
        catch (TimeoutException)
        {
            log.AgentSilent(backend, AnswerLimit);
            Grant(backend);
            return await granting.WaitAsync(aborted);
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
            }

            use.Open++;
            if (!use.IsTold)
            {
                Tell_NeedsLock(backend, use);
            }

            return use.Granted;
        }
    }

    private void Tell_NeedsLock(BackendId backend, RemoteUse use)
    {
        use.Tell();
        use.Since = clock.Elapsed();
        if (_link is { } agent)
        {
            agent.Post(new ShareWord(ShareVerb.Enter, backend.Value));
        }
        else
        {
            // Nobody counts, and so nobody stops it.
            use.Grant();
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
                use.Grant();
            }
        }
    }

    private async Task FollowUseAsync(ShareLink link, CancellationToken token)
    {
        while (true)
        {
            await Task.Delay(Linger / 2, clock, token);
            lock (_gate)
            {
                // Under the lock: a request that comes now is told of behind it.
                foreach (var (backend, use) in _uses.ToList())
                {
                    Look_NeedsLock(link, backend, use);
                }
            }
        }
    }

    /// <summary>What is open may count no more, and count again: a socket with nothing but pings.</summary>
    private void Look_NeedsLock(ShareLink link, BackendId backend, RemoteUse use)
    {
        var now = clock.Elapsed();
        if (ledger.OpenOf(backend) > 0)
        {
            use.Since = now;
            if (!use.IsTold)
            {
                Tell_NeedsLock(backend, use);
            }
        }
        else if (use is { IsTold: true, Granted.IsCompleted: true } && now - use.Since >= Linger)
        {
            use.Untell();
            link.Post(new ShareWord(ShareVerb.Leave, backend.Value));
        }

        if (use is { IsTold: false, Open: 0 })
        {
            _uses.Remove(backend);
        }
    }
}
