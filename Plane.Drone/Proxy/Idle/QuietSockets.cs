using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Plane.Drone.Proxy.Sockets;
using Plane.Drone.Routing;

namespace Plane.Drone.Proxy.Idle;

/// <summary>Takes WebSockets out of the count on which nothing but pings went for a while, where the configuration asks for it, and back in with the first message.</summary>
internal sealed class QuietSockets(IOptions<ProxyIdleOptions> options, TimeProvider clock) : BackgroundService
{
    private readonly TimeSpan _limit = TimeSpan.FromSeconds(options.Value.PingOnlySeconds);
    private readonly ConcurrentDictionary<ClientSocket, Watched> _sockets = new();

    private bool IsOn => _limit > TimeSpan.Zero;

    /// <summary>From now on, until the result is disposed.</summary>
    /// <returns>Null where nothing is to be watched.</returns>
    public IDisposable? Watch(ClientSocket? socket, OpenConnection connection) =>
        IsOn && socket is not null ? _sockets[socket] = new Watched(this, socket, connection, clock.GetTimestamp()) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsOn)
        {
            return;
        }

        using var timer = new PeriodicTimer(_limit / 4, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var watched in _sockets.Values)
                {
                    watched.Look(clock.GetTimestamp());
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private sealed class Watched(QuietSockets owner, ClientSocket socket, OpenConnection connection, long since) : IDisposable
    {
        private long _frames = -1;
        private long _since = since;

        public void Look(long now)
        {
            var frames = socket.DataFrames;
            if (frames != _frames)
            {
                (_frames, _since) = (frames, now);
            }
            else if (connection.Counts && owner.IsOver(now - _since))
            {
                // Out first, asked to be woken then, looked at last: a message at whatever moment counts it in again.
                connection.Count(false);
                socket.OnData(Wake);
                if (socket.DataFrames != frames)
                {
                    Wake();
                }
            }
        }

        public void Dispose() => owner._sockets.TryRemove(socket, out _);

        private void Wake() => connection.Count(true);
    }

    private bool IsOver(long ticks) => ticks >= _limit.TotalSeconds * clock.TimestampFrequency;
}
