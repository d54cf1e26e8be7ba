using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Transport;

/// <summary>One connection to one server, from handshake to end. It is never revived: a reconnect makes a new one.</summary>
internal sealed class Link : IAsyncDisposable
{
    private readonly INatsSocketConnection _transport;
    private readonly ReceiveLoop _receiving;
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource _retired = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception> _dropped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ServerInfo _info;
    private bool _started;

    public Link(ServerAddress server, ServerInfo info, INatsSocketConnection transport, ReceiveBuffer buffer, Func<Link, IFrameSink> sink, NatsOpts opts)
    {
        Server = server;
        _info = info;
        _transport = transport;
        Outbox = new Outbox(transport, opts);
        _receiving = new ReceiveLoop(transport, buffer, sink(this));
    }

    public ServerAddress Server { get; }

    public Outbox Outbox { get; }

    public PongQueue Pongs { get; } = new();

    /// <summary>The last INFO.</summary>
    public ServerInfo Info
    {
        get => Volatile.Read(ref _info);
        set => Volatile.Write(ref _info, value);
    }

    /// <summary>Completes when the connection has taken note that this link is broken; then its state tells what to wait for.</summary>
    public Task Retired => _retired.Task;

    /// <summary>The subscriptions have been queued: whatever is sent now comes after them.</summary>
    public void Start()
    {
        _started = true;
        _receiving.Start();
    }

    public void Retire() => _retired.TrySetResult();

    /// <summary>Ends the link from this side.</summary>
    public void Drop(Exception reason) => _dropped.TrySetResult(reason);

    /// <summary>Keeps the link alive; returns why it ended.</summary>
    public async Task<Exception> RunAsync(NatsOpts opts)
    {
        var keepingAlive = KeepAliveAsync(opts, _ending.Token);
        var reason = await await Task.WhenAny(_dropped.Task, Outbox.Broken, EndOfReceivingAsync(), keepingAlive);
        Outbox.Close(reason);
        Pongs.Close();
        return reason;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        Outbox.Close(new NatsException("The connection was closed."));
        Pongs.Close();
        await _transport.DisposeAsync();
        if (_started)
        {
            // The next link must not deliver to a subscription while this one still does.
            await _receiving.Ended;
        }

        _ending.Dispose();
    }

    private async Task<Exception> EndOfReceivingAsync() => await _receiving.Ended ?? new NatsException("The server closed the connection.");

    private async Task<Exception> KeepAliveAsync(NatsOpts opts, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(opts.PingInterval, opts.Clock);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (Pongs.Unanswered >= opts.MaxPingOut)
            {
                return new NatsException($"The server has not answered {opts.MaxPingOut} pings.");
            }

            Pongs.ExpectKeepAlive();
            Outbox.Append(ClientLines.Ping);
        }

        return new NatsException("The connection was closed.");
    }
}
