using System.Collections.Concurrent;
using Plane.Domain.Identity;

namespace Plane.Drone.Routing.Sharing;

/// <summary>
/// What the proxy's process has open, as the agent counts it: one connection for each backend that it uses at all. So a stop and a first request still meet in one
/// ledger, and one of them wins.
/// </summary>
/// <param name="complete">When this drone has taken back all that still runs: what has no route then has ended.</param>
internal sealed class RouteSession(ShareLink link, RouteTable routes, ConnectionLedger ledger, Task complete) : IDisposable
{
    private readonly ConcurrentDictionary<BackendId, OpenConnection> _open = new();

    /// <summary>Of the backends whose route was told: what is open towards them ends when theirs does here, whether it counts or not.</summary>
    private readonly ConcurrentDictionary<BackendId, CancellationTokenRegistration> _ends = new();

    /// <summary>Completes when the proxy has told what it uses.</summary>
    public TaskCompletionSource Listed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Tells every route there is, and each change, until the proxy has gone.</summary>
    public async Task TellAsync(CancellationToken token)
    {
        var told = new Dictionary<BackendId, Route>();
        var isListed = false;
        while (true)
        {
            var changed = routes.Changed;
            var isComplete = complete.IsCompletedSuccessfully;
            var now = routes.Current;
            foreach (var gone in told.Keys.Where(backend => !now.ContainsKey(backend)).ToList())
            {
                told.Remove(gone);
                link.Post(new ShareWord(ShareVerb.Close, gone.Value));
            }

            foreach (var (backend, route) in now.Where(pair => !told.TryGetValue(pair.Key, out var known) || known.Name != pair.Value.Name))
            {
                told[backend] = route;
                link.Post(new ShareWord(ShareVerb.Open, backend.Value, SharedRoute.Of(route)));
                TellEnd(backend);
            }

            if (isComplete && !isListed)
            {
                isListed = true;
                link.Post(new ShareWord(ShareVerb.Listed));
            }

            await (isListed ? changed : Task.WhenAny(changed, complete)).WaitAsync(token);
        }
    }

    /// <summary>Sends what is told.</summary>
    public Task SendAsync(CancellationToken token) => link.SendAsync(token);

    /// <summary>Counts what the proxy says, until it has gone.</summary>
    public async Task HearAsync(CancellationToken token)
    {
        await foreach (var word in link.HearAsync(token))
        {
            switch (word.Verb)
            {
                case ShareVerb.Enter when BackendId.TryParse(word.Backend, out var backend):
                    link.Post(new ShareWord(ShareVerb.Entered, backend.Value, IsGranted: Enter(backend)));
                    break;
                case ShareVerb.Leave when BackendId.TryParse(word.Backend, out var backend):
                    Leave(backend);
                    break;
                case ShareVerb.Listed:
                    Listed.TrySetResult();
                    break;
            }
        }
    }

    /// <summary>Says nothing more: the agent ends, and what it closes for that is not over. The proxy goes on with what it was told.</summary>
    public void Part() => link.Dispose();

    public void Dispose()
    {
        link.Dispose();
        foreach (var backend in _open.Keys)
        {
            Leave(backend);
        }

        foreach (var end in _ends.Values)
        {
            end.Unregister();
        }
    }

    private void TellEnd(BackendId backend)
    {
        if (_ends.TryAdd(backend, default))
        {
            var registration = ledger.ClosingOf(backend).Register(() =>
            {
                _ends.TryRemove(backend, out _);
                link.Post(new ShareWord(ShareVerb.End, backend.Value));
            });

            // Not where it has fired already.
            _ends.TryUpdate(backend, registration, default);
        }
    }

    private bool Enter(BackendId backend)
    {
        if (_open.ContainsKey(backend))
        {
            return true;
        }

        // A drone that is still looking for what it runs believes what its proxy says; later, what has no route is about to end or has ended.
        if (complete.IsCompletedSuccessfully && routes.Find(backend) is null)
        {
            return false;
        }

        if (ledger.Enter(backend, new ConnectionFacts("proxy", RouteKind.Peer, "", "", null)) is not { } connection)
        {
            return false;
        }

        _open[backend] = connection;
        return true;
    }

    private void Leave(BackendId backend)
    {
        if (_open.TryRemove(backend, out var connection))
        {
            connection.Dispose();
        }
    }
}
