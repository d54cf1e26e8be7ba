using Microsoft.AspNetCore.Http.Features;

namespace Plane.Drone.Proxy.Sockets;

/// <summary>
/// A request that asks for another protocol, for as long as it lasts. A WebSocket that the backend or the proxy ends gets a close frame that says why
/// (1001, 1012), and a moment to answer it; any other protocol ends at once. Stands in the place of the server's own features, so that the forwarder's streams
/// pass here.
/// </summary>
internal sealed class ClientSocket : IHttpUpgradeFeature, IHttpExtendedConnectFeature, IAsyncDisposable
{
    private const string WebSocket = "websocket";
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(2);
    private readonly HttpContext _context;
    private readonly IHttpUpgradeFeature? _upgrade;
    private readonly IHttpExtendedConnectFeature? _connect;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenRegistration _onBackend;
    private readonly CancellationTokenRegistration _onProxy;
#pragma warning disable CA2213 // Whoever copies disposes of it, and what is below it is the server's.
    private SocketStream? _stream;
#pragma warning restore CA2213
    private Task _ending = Task.CompletedTask;
    private int _isEnding;

    private ClientSocket(HttpContext context, IHttpUpgradeFeature? upgrade, IHttpExtendedConnectFeature? connect, ProxyStop stop, TimeProvider clock, CancellationToken backendEnds)
    {
        (_context, _upgrade, _connect, _clock) = (context, upgrade, connect, clock);
        _onBackend = backendEnds.UnsafeRegister(static self => ((ClientSocket)self!).Begin(CloseFrame.BackendEnds), this);
        _onProxy = stop.Sockets.UnsafeRegister(static self => ((ClientSocket)self!).Begin(CloseFrame.ProxyRestarts), this);
    }

    /// <summary>Fires when it is to be cut.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Its backend has ended, or its client: nothing is copied any more.</summary>
    public Task CutAsync() => _end.CancelAsync();

    public bool IsUpgradableRequest => _upgrade?.IsUpgradableRequest ?? false;

    public bool IsExtendedConnect => _connect?.IsExtendedConnect ?? false;

    public string? Protocol => _connect?.Protocol;

    /// <summary>Frames either way that were neither ping nor pong nor close; 0 for other protocols.</summary>
    public long DataFrames => _stream?.DataFrames ?? 0;

    /// <summary>Calls once with the next of them.</summary>
    public void OnData(Action wake) => _stream?.OnData(wake);

    /// <returns>Null for an ordinary request, which pays for none of this.</returns>
    public static ClientSocket? Of(HttpContext context, ProxyStop stop, TimeProvider clock, CancellationToken backendEnds)
    {
        var upgrade = context.Features.Get<IHttpUpgradeFeature>();
        var connect = context.Features.Get<IHttpExtendedConnectFeature>();
        if (upgrade is not { IsUpgradableRequest: true } && connect is not { IsExtendedConnect: true })
        {
            return null;
        }

        var socket = new ClientSocket(context, upgrade, connect, stop, clock, backendEnds);
        if (connect is { IsExtendedConnect: true, Protocol: WebSocket })
        {
            context.Features.Set<IHttpExtendedConnectFeature>(socket);
        }
        else if (WebSocket.Equals(context.Request.Headers.Upgrade, StringComparison.OrdinalIgnoreCase))
        {
            context.Features.Set<IHttpUpgradeFeature>(socket);
        }
        else
        {
            OtherUpgrade.Hide(context.Request.Headers);
        }

        return socket;
    }

    public async Task<Stream> UpgradeAsync() => _stream = new SocketStream(await _upgrade!.UpgradeAsync());

    public async ValueTask<Stream> AcceptAsync() => _stream = new SocketStream(await _connect!.AcceptAsync());

    public async ValueTask DisposeAsync()
    {
        await _onBackend.DisposeAsync();
        await _onProxy.DisposeAsync();
        await _ending;
        if (_stream is { } stream && !_context.RequestAborted.IsCancellationRequested)
        {
            // The backend's side has ended, with a close frame or without.
            await SayAsync(stream, CloseFrame.BackendEnds);
        }

        _end.Dispose();
    }

    private void Begin(CloseFrame frame)
    {
        if (Interlocked.Exchange(ref _isEnding, 1) == 0)
        {
            _ending = EndAsync(frame);
        }
    }

    private async Task EndAsync(CloseFrame frame)
    {
        if (_stream is { } stream)
        {
            await SayAsync(stream, frame);
            await Task.WhenAny(stream.Answered, Task.Delay(GoodbyeLimit, _clock, _context.RequestAborted));
        }

        await _end.CancelAsync();
    }

    private async Task SayAsync(SocketStream stream, CloseFrame frame)
    {
        using var limit = new CancellationTokenSource(GoodbyeLimit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _context.RequestAborted);
        try
        {
            await stream.CloseAsync(frame, either.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client has left, or does not read: there is nobody to tell.
        }
    }
}
