using NATS.Client.Core.Protocol;
using NATS.Client.Core.Transport;

namespace NATS.Client.Core;

public partial class NatsConnection
{
    private NatsConnectionState _state;
    private Link? _link;
    private TaskCompletionSource<Link>? _opening;
    private NatsConnectionFailedException? _failure;
    private Task _supervising = Task.CompletedTask;
    private bool _disposed;

    /// <inheritdoc/>
    public async ValueTask ConnectAsync() => await OpenLinkAsync(CancellationToken.None);

    /// <inheritdoc/>
    public ValueTask ReconnectAsync()
    {
        Volatile.Read(ref _link)?.Drop(new NatsException("A reconnect was asked for."));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default)
    {
        var link = await OpenLinkAsync(cancellationToken);
        var start = Opts.Clock.GetTimestamp();
        await RoundTripAsync(link, Opts.CommandTimeout, cancellationToken);
        return Opts.Clock.GetElapsedTime(start);
    }

    /// <summary>Closes the socket: what has not been sent is lost, unless <see cref="NatsOpts.DrainSubscriptionsOnDispose"/>. Subscriptions end.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        Task supervising;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            supervising = _supervising;
        }

        if (Opts.DrainSubscriptionsOnDispose && Volatile.Read(ref _link) is { } link)
        {
            await DrainAllAsync(link);
        }

        // Before the link: its reader may be waiting for room in one of them.
        foreach (var sub in _subscriptions.All)
        {
            sub.End(NatsSubEndReason.None);
        }

        await _disposing.CancelAsync();
        await supervising;
        _requests.Close(new ObjectDisposedException(nameof(NatsConnection)));

        await _events.DisposeAsync();
        _disposing.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The open link; waits for it while (re)connecting and starts the first attempt when there was none.</summary>
    internal ValueTask<Link> OpenLinkAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _link) is { } open)
        {
            return new ValueTask<Link>(open);
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_failure is { } failure)
            {
                return ValueTask.FromException<Link>(new NatsConnectionFailedException(failure.Message, failure));
            }

            if (_opening is null)
            {
                _state = NatsConnectionState.Connecting;
                _opening = NewOpening();
                var opening = _opening;
                _supervising = Task.Run(() => SuperviseAsync(opening, _disposing.Token), CancellationToken.None);
            }

            return new ValueTask<Link>(_opening.Task.WaitAsync(cancellationToken));
        }
    }

    private static TaskCompletionSource<Link> NewOpening()
    {
        var opening = new TaskCompletionSource<Link>(TaskCreationOptions.RunContinuationsAsynchronously);

        // Often nobody waits: a failure that nobody sees is not an unobserved exception.
        opening.Task.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return opening;
    }

    private async Task RoundTripAsync(Link link, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var pong = link.Pongs.ExpectAsync();
        link.Outbox.Append(ClientLines.Ping);
        try
        {
            await pong.WaitAsync(timeout, Opts.Clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new NatsTimeoutException($"The server has not answered a ping within {timeout.TotalSeconds} s.");
        }
    }

    private async Task DrainAllAsync(Link link)
    {
        try
        {
            await Task.WhenAll(_subscriptions.All.Select(s => s.DrainAsync(_disposing.Token).AsTask()));
            await link.Outbox.WaitUntilSentAsync(link.Outbox.Position, _disposing.Token);
        }
        catch (NatsException e)
        {
            // The server does not answer: there is nothing left to drain.
            LogLost(link.Server, e.Message);
        }
    }

    // One per spell from the first attempt to the end. It is the only one that changes the state.
    private async Task SuperviseAsync(TaskCompletionSource<Link> opening, CancellationToken cancellationToken)
    {
        try
        {
            var link = Opts.RetryOnInitialConnect ? await ReconnectAsync(cancellationToken) : await ConnectFirstAsync(cancellationToken);
            while (true)
            {
                await using (link)
                {
                    Opened(link);
                    var reason = await RunAsync(link, cancellationToken);
                    Lost(link, reason);
                }

                link = await ReconnectAsync(cancellationToken);
                NatsTelemetry.Reconnects.Add(1);
            }
        }
        catch (Exception e)
        {
            Ended(e);
        }
    }

    private async Task<Exception> RunAsync(Link link, CancellationToken cancellationToken)
    {
        await using var closing = cancellationToken.UnsafeRegister(static l => ((Link)l!).Drop(new OperationCanceledException()), link);
        var reason = await link.RunAsync(Opts);
        cancellationToken.ThrowIfCancellationRequested();
        return reason;
    }

    private void Opened(Link link)
    {
        _lastAuthError = null;
        _failedAttempts = 0;
        ServerInfo = link.Info;
        _servers.Advertise(link.Info.ClientConnectUrls);

        // The subscriptions go first: whoever sends a request on this link gets its reply.
        _requests.Resubscribe(link.Outbox);
        _subscriptions.Resubscribe(link.Outbox);
        link.Start();
        TaskCompletionSource<Link>? opening;
        lock (_gate)
        {
            _state = NatsConnectionState.Open;
            Volatile.Write(ref _link, link);
            opening = _opening;
        }

        opening?.TrySetResult(link);
        LogConnected(link.Server);
        _events.Post(ConnectionOpened, this, new NatsEventArgs(link.Server.Redacted));
        if (link.Info.LameDuckMode)
        {
            _events.Post(LameDuckModeActivated, this, new NatsLameDuckModeActivatedEventArgs(link.Server.Uri));
        }
    }

    private void Lost(Link link, Exception reason)
    {
        lock (_gate)
        {
            _state = NatsConnectionState.Reconnecting;
            Volatile.Write(ref _link, null);
            _opening = NewOpening();
        }

        link.Retire();
        LogLost(link.Server, reason.Message);
        _events.Post(ConnectionDisconnected, this, new NatsEventArgs(link.Server.Redacted));
    }

    // First attempt failed: a later call tries again. Given up: never again. Disposed: the end.
    private void Ended(Exception reason)
    {
        TaskCompletionSource<Link>? opening;
        Link? link;
        lock (_gate)
        {
            _failure = reason as NatsConnectionFailedException;
            _state = _failure is null ? NatsConnectionState.Closed : NatsConnectionState.Failed;
            (link, _link) = (_link, null);
            (opening, _opening) = (_opening, null);
        }

        if (_failure is not null)
        {
            LogGaveUp(_failure.Message);
        }

        link?.Retire();
        opening?.TrySetException(reason is OperationCanceledException ? new ObjectDisposedException(nameof(NatsConnection)) : reason);
    }
}
