using System.Net;
using System.Net.Sockets;
using Plane.Drone.Runtime;

namespace Plane.Tests.Drone.Runtime;

public sealed class HttpProbeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TcpListener _program = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();

    public HttpProbeTests() => _program.Start();

    public void Dispose()
    {
        _program.Dispose();
        _end.Dispose();
    }

    [Fact]
    public async Task A_late_answer_counts_although_it_was_asked_again_meanwhile()
    {
        var probe = ProbeAsync();
        using var first = await AskedAsync();
        using var second = await AskedAsync();

        await first.SendAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray());

        await probe.WaitAsync(Patience);
    }

    [Fact]
    public async Task What_does_not_speak_HTTP_is_asked_again()
    {
        var probe = ProbeAsync();
        using (var first = await AskedAsync())
        {
            await first.SendAsync("hello\r\n"u8.ToArray());
        }

        using var second = await AskedAsync();
        await second.SendAsync("HTTP/1.1 404 Not Found\r\n\r\n"u8.ToArray());

        await probe.WaitAsync(Patience);
    }

    [Fact]
    public async Task Cancelled_it_ends_at_once_whoever_is_silent()
    {
        var probe = ProbeAsync();
        using var silent = await AskedAsync();

        await _end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe.WaitAsync(Patience));
    }

    /// <summary>The next connection that brings a request; what was given up while it connected does not.</summary>
    private async Task<Socket> AskedAsync()
    {
        while (true)
        {
            var connection = await _program.AcceptSocketAsync().WaitAsync(Patience);
            if (await connection.ReceiveAsync(new byte[1]).WaitAsync(Patience) > 0)
            {
                return connection;
            }

            connection.Dispose();
        }
    }

    private Task ProbeAsync() => HttpProbe.UntilAnsweredAsync((IPEndPoint)_program.LocalEndpoint, TimeProvider.System, _end.Token);
}
