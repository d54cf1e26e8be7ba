using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Peers;
using Plane.Controller;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Xunit.Abstractions;

namespace Plane.Tests.Controller;

/// <summary>What open status streams cost a controller, in a process of its own.</summary>
[Trait(Pace.Name, Pace.Alone)]
public sealed class OpenStreamsTests(ControllerFixture plane, ITestOutputHelper output) : IClassFixture<ControllerFixture>
{
    private const int Backends = 10;
    private const int First = 500;
    private const long LimitForTenThousand = 300L * 1024 * 1024;

    /// <summary>Of that limit, what the collector may let stand for a while however many streams there are; the rest is for the streams.</summary>
    private const long Garbage = 40L * 1024 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static int Count => Environment.GetEnvironmentVariable("PLANE_TEST_LONG") == "1" ? 10_000 : 2_000;

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
        }
        finally
        {
            sockets.ForEach(static socket => socket.Dispose());
            controller.Kill();
            await controller.WaitForExitAsync();
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

    private Task<Process> StartAsync(out int port)
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

        return ChildProcess.StartAsync(start);
    }
}
