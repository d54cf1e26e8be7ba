using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Plane.Drone.Proxy.Listeners;

/// <summary>
/// Lets one port serve HTTP/1.1 and, without TLS, HTTP/2 to clients that begin with it. Kestrel speaks one of the two on such a port; so connections of the other kind
/// are handed to a listener that nothing but this can connect to.
/// </summary>
internal sealed class Handover(TimeProvider clock) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <summary>Connections on their way from one to the other; above it they wait.</summary>
    private const int Waiting = 64;

    private readonly Channel<HandedConnection> _handed = Channel.CreateBounded<HandedConnection>(Waiting);

    public bool CanBind(EndPoint endpoint) => endpoint is Inside;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(new Listener(endpoint, _handed));

    /// <summary>The listener that takes what <see cref="Sort"/> hands over.</summary>
    public static void Open(KestrelServerOptions kestrel) => kestrel.Listen(new Inside(), static listen => listen.Protocols = HttpProtocols.Http2);

    public void Sort(ListenOptions listen) => listen.Use(next => async connection =>
    {
        if (await Http2Preface.IsNextAsync(connection.Transport.Input, clock, connection.ConnectionClosed))
        {
            await HandAsync(connection);
        }
        else
        {
            await next(connection);
        }
    });

    private async Task HandAsync(ConnectionContext connection)
    {
        var handed = new HandedConnection(connection);
        try
        {
            await _handed.Writer.WriteAsync(handed, connection.ConnectionClosed);
        }
        catch (Exception exception) when (exception is ChannelClosedException or OperationCanceledException)
        {
            // The program stops, or the client has left.
            return;
        }

        await handed.Done;
    }

    /// <summary>No address: it is reached from inside alone.</summary>
    private sealed class Inside : EndPoint
    {
        public override string ToString() => "handover";
    }

    private sealed class Listener(EndPoint endpoint, Channel<HandedConnection> handed) : IConnectionListener
    {
        public EndPoint EndPoint => endpoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            await handed.Reader.WaitToReadAsync(cancellationToken) && handed.Reader.TryRead(out var connection) ? connection : null;

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            handed.Writer.TryComplete();
            return default;
        }

        public async ValueTask DisposeAsync()
        {
            // What nobody took any more must not wait for ever.
            while (handed.Reader.TryRead(out var left))
            {
                left.Abort(new ConnectionAbortedException("The program stops."));
                await left.DisposeAsync();
            }
        }
    }
}
