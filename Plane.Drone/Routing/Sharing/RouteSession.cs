using System.Collections.Concurrent;
using Plane.Domain.Identity;

namespace Plane.Drone.Routing.Sharing;

/// <summary>
/// What the proxy's process has open, as the agent counts it: one connection for each backend that it uses at all. So a stop and a first request still meet in one
/// ledger, and one of them wins.
/// </summary>
internal sealed class RouteSession(ShareLink link, RouteTable routes, ConnectionLedger ledger) : IDisposable
{
    private readonly ConcurrentDictionary<BackendId, (OpenConnection Connection, CancellationTokenRegistration End)> _open = new();

    /// <summary>Completes when the proxy has told what it uses.</summary>
    public TaskCompletionSource Listed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Tells every route there is, and each change, until the proxy has gone.</summary>
    /// <param name="complete">When this drone has taken back all that still runs: what has no route then has ended.</param>
    public async Task TellAsync(Task complete, CancellationToken token)
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

    public void Dispose()
    {
        foreach (var backend in _open.Keys)
        {
            Leave(backend);
        }

        link.Dispose();
    }

    private bool Enter(BackendId backend)
    {
        if (_open.ContainsKey(backend))
        {
            return true;
        }

        if (ledger.Enter(backend, new ConnectionFacts("proxy", RouteKind.Peer, "", "", null)) is not { } connection)
        {
            return false;
        }

        _open[backend] = (connection, connection.Closing.Register(() => link.Post(new ShareWord(ShareVerb.End, backend.Value))));
        return true;
    }

    private void Leave(BackendId backend)
    {
        if (_open.TryRemove(backend, out var held))
        {
            held.End.Unregister();
            held.Connection.Dispose();
        }
    }
}
