using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Plane.Drone.Proxy.Listeners;

/// <summary>
/// Ends connections of machines that went away without a word, so that they keep no backend alive. The kernel asks silent ones (TCP keep-alive), but only where all that
/// was sent has been acknowledged: else it sends again for a quarter of an hour. So those are looked at here. A machine that is there and does not read acknowledges.
/// </summary>
internal sealed class GoneMachines(IOptions<ProxyLimitOptions> limits, TimeProvider clock, ILogger<GoneMachines> log) : BackgroundService
{
    private const int Probes = 6;

    // tcp(7), TCP_INFO: struct tcp_info of linux/tcp.h.
    private const int ProtocolTcp = 6;
    private const int OptionInfo = 11;
    private const int UnacknowledgedAt = 24;
    private const int LastAcknowledgedAt = 56;
    private const int InfoLength = 60;

    private readonly ConcurrentDictionary<ConnectionContext, Socket> _open = new();

    private TimeSpan Silence => TimeSpan.FromSeconds(limits.Value.SilenceSeconds);

    public void Put(ListenOptions listen) => listen.Use(next => connection =>
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is { ProtocolType: ProtocolType.Tcp } socket)
        {
            Ask(socket);
            _open[connection] = socket;
            connection.ConnectionClosed.UnsafeRegister(_ => _open.TryRemove(connection, out var _), null);
        }

        return next(connection);
    });

    /// <summary>Has the kernel ask for a sign of life after a silence.</summary>
    public void Ask(Socket socket)
    {
        var seconds = limits.Value.SilenceSeconds;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, seconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Math.Max(1, seconds / Probes));
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var timer = new PeriodicTimer(Silence / 2, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                LookAtAll();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private void LookAtAll()
    {
        Span<byte> info = stackalloc byte[InfoLength];
        foreach (var (connection, socket) in _open)
        {
            try
            {
                if (socket.GetRawSocketOption(ProtocolTcp, OptionInfo, info) == InfoLength && IsGone(info))
                {
                    log.MachineGone(connection.RemoteEndPoint);
                    connection.Abort(new ConnectionAbortedException("The client's machine is gone."));
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // It has just been closed.
                _open.TryRemove(connection, out _);
            }
        }
    }

    private bool IsGone(ReadOnlySpan<byte> info) =>
        Read(info[UnacknowledgedAt..]) > 0 && TimeSpan.FromMilliseconds(Read(info[LastAcknowledgedAt..])) > 2 * Silence;

    private static uint Read(ReadOnlySpan<byte> info) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(info) : BinaryPrimitives.ReadUInt32BigEndian(info);
}
