using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Peers;
using Plane.Contracts.Nats;
using Plane.Controller;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Xunit.Abstractions;

namespace Plane.Tests.Controller;

/// <summary>What open status streams cost a controller, in a process of its own.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class OpenStreamsTests(ControllerFixture plane, ITestOutputHelper output) : IClassFixture<ControllerFixture>
{
    private const int Backends = 10;
    private const int First = 500;
    private const long LimitForTenThousand = 300L * 1024 * 1024;

    /// <summary>Of that limit, what the collector may let stand for a while however many streams there are; the rest is for the streams.</summary>
    private const long Garbage = 40L * 1024 * 1024;

    private const int Mute = 100;

    /// <summary>Kept for each of the mute they would be ten times what is allowed.</summary>
    private const int Lines = 200;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static int Count => LongForm.IsAsked ? 10_000 : 2_000;

    [PeerFact]
    public async Task Ten_thousand_status_streams_stay_under_three_hundred_megabytes()
    {
        using var controller = await StartAsync(out var port);
        var sockets = new List<TcpClient>();
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Limit };
            await Poll.UntilAsync(() => IsHealthyAsync(http), Limit, "the controller to be healthy");
            var cluster = ControllerFixture.NewCluster();
            var drone = await plane.StartDroneAsync(cluster, "dr-a");
            var backends = new List<BackendId>();
            for (var i = 0; i < Backends; i++)
            {
                backends.Add(BackendId.Parse((await plane.ConnectAsync(ControllerFixture.Body(cluster, $"open-{i}"))).Backend));
            }

            await Poll.UntilAsync(() => backends.TrueForAll(id => drone.Running.TryGetValue(id, out var known) && known.Revision > 0), Limit, "the drone to have accepted");

            // Beyond what the first streams bring with them: compiled code, pools, the collector's own allowance.
            await OpenAsync(sockets, First, port, backends);
            var before = MemoryOf(controller);
            await OpenAsync(sockets, First + Count, port, backends);
            var open = MemoryOf(controller);
            foreach (var backend in backends)
            {
                await drone.SetStatusAsync(backend, static record => record with { Status = BackendStatus.Starting });
            }

            await Task.WhenAll(sockets.Select(static socket => UntilAsync(socket, "id: starting")));
            var told = MemoryOf(controller);

            var (growth, limit) = (Math.Max(open, told) - before, Garbage + ((LimitForTenThousand - Garbage) * Count / 10_000));
            output.WriteLine(
                $"{Count} streams beside the first {First}: the process has {before >> 20} MB before, {open >> 20} MB with all open, {told >> 20} MB after an event on each; grown by {growth >> 20} MB ({growth / Count} bytes a stream) of {limit >> 20} MB");
            Assert.InRange(growth, 0, limit);
            Assert.True(Count < 10_000 || Math.Max(open, told) < LimitForTenThousand, "the whole process is larger than the limit");
        }
        finally
        {
            sockets.ForEach(static socket => socket.Dispose());
            controller.Kill();
            await controller.WaitForExitAsync();
        }
    }

    [PeerFact]
    public async Task Clients_that_never_read_hold_no_more_than_a_buffer_each_however_much_is_written_for_them()
    {
        using var controller = await StartAsync(out var port, "--Plane:Controller:StreamWriteSeconds=600");
        var sockets = new List<TcpClient>();
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Limit };
            await Poll.UntilAsync(() => IsHealthyAsync(http), Limit, "the controller to be healthy");
            var cluster = ControllerFixture.NewCluster();
            await plane.StartDroneAsync(cluster, "dr-a");
            var backend = BackendId.Parse((await plane.ConnectAsync(ControllerFixture.Body(cluster, "never-read"))).Backend);
            await Poll.UntilAsync(async () => (await http.GetAsync(new Uri($"/ctrl/b/{backend}/status", UriKind.Relative))).IsSuccessStatusCode, Limit, "the controller to know the backend");
            var line = $$"""{"backend_id":"{{backend}}","kind":"Stdout","text":"{{new string('x', 32 * 1024)}}"}""";
            while (sockets.Count < Mute)
            {
                var socket = new TcpClient { ReceiveBufferSize = 4096 };
                sockets.Add(socket);
                await socket.ConnectAsync("127.0.0.1", port);
                await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /ctrl/b/{backend}/logs?follow=true HTTP/1.1\r\nHost: plane\r\n\r\n"));
            }

            using var reader = await http.GetStreamAsync(new Uri($"/ctrl/b/{backend}/logs?follow=true", UriKind.Relative));
            await WriteAsync(backend, line, 20, reader);
            var before = MemoryOf(controller);
            await WriteAsync(backend, line, Lines, reader);
            var growth = MemoryOf(controller) - before;

            output.WriteLine($"{Mute} clients that read nothing, {Lines * line.Length >> 20} MB written for each: the process has grown by {growth >> 20} MB");
            Assert.InRange(growth, long.MinValue, Garbage + (Mute * 256L * 1024));
        }
        finally
        {
            sockets.ForEach(static socket => socket.Dispose());
            controller.Kill();
            await controller.WaitForExitAsync();
        }
    }

    /// <summary>Publishes lines at the pace of one client that reads.</summary>
    private async Task WriteAsync(BackendId backend, string line, int count, Stream reader)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        var buffer = new byte[64 * 1024];
        for (var i = 0; i < count; i++)
        {
            await plane.Nats.PublishAsync(Subjects.Log(backend), line, cancellationToken: limit.Token);
            for (var ended = false; !ended;)
            {
                var read = await reader.ReadAsync(buffer.AsMemory(), limit.Token);
                Assert.True(read > 0, "the log ended");
                ended = buffer.AsSpan(0, read).Contains((byte)'\n');
            }
        }
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/pub/health", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task OpenAsync(List<TcpClient> sockets, int count, int port, List<BackendId> backends)
    {
        while (sockets.Count < count)
        {
            var batch = Enumerable.Range(sockets.Count, Math.Min(100, count - sockets.Count)).Select(i => OpenAsync(port, backends[i % backends.Count]));
            sockets.AddRange(await Task.WhenAll(batch));
        }
    }

    private static async Task<TcpClient> OpenAsync(int port, BackendId backend)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /pub/b/{backend}/status-stream HTTP/1.1\r\nHost: plane\r\n\r\n"));
        await UntilAsync(socket, "id: loading");
        return socket;
    }

    private static async Task UntilAsync(TcpClient socket, string text)
    {
        using var limit = new CancellationTokenSource(Limit);
        var read = new StringBuilder();
        var buffer = new byte[1024];
        while (!read.ToString().Contains(text, StringComparison.Ordinal))
        {
            var count = await socket.GetStream().ReadAsync(buffer, limit.Token);
            Assert.True(count > 0, "the stream ended");
            read.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }
    }

    private static long MemoryOf(Process process)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }

    private Task<Process> StartAsync(out int port, params string[] more)
    {
        port = FreePort.Tcp();
        var program = Path.ChangeExtension(typeof(ControllerApp).Assembly.Location, null);
        var start = new ProcessStartInfo(program) { WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true };
        foreach (var argument in new[]
        {
            $"--urls=http://127.0.0.1:{port}",
            $"--ConnectionStrings:nats={plane.Server.Url}",
            $"--Plane:Leases:Scale={ControllerFixture.Scale.ToString(CultureInfo.InvariantCulture)}",
            "--Plane:Controller:FreshStore=true",
            "--Logging:LogLevel:Default=Warning",
        })
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var argument in more)
        {
            start.ArgumentList.Add(argument);
        }

        return ChildProcess.StartAsync(start);
    }
}
