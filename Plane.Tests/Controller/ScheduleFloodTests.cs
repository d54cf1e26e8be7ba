using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using NATS.Client.Core;
using Peers;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;

namespace Plane.Tests.Controller;

/// <summary>A client that asks and asks while there is no drone.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class ScheduleFloodTests
{
    private const int AtOnce = 64;
    private const int WarmUp = 20_000;

    /// <summary>What the process may grow by in between: 80 bytes for each of a hundred thousand requests.</summary>
    private const long Flat = 8 * 1024 * 1024;

    private static readonly int Requests = LongForm.IsAsked ? 100_000 : 20_000;
    private static readonly ClusterName Nowhere = ClusterName.Parse("nowhere.test");
    private static readonly byte[] Request = Encoding.UTF8.GetBytes($$$$"""{"cluster":"{{{{Nowhere}}}}","max_idle_secs":30,"metadata":{},"executable":{"image":"x","env":{}}}""");

    [PeerFact]
    public async Task Requests_that_find_no_drone_leave_memory_flat()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });
        using var controller = await ControllerProcess.StartAsync(server, scale: 1);
        await Poll.UntilAsync(() => ServesAsync(controller.Http), TimeSpan.FromSeconds(30), "the controller to serve");
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        await FloodAsync(nats, WarmUp);
        var before = MemoryOf(controller.Process);

        await FloodAsync(nats, Requests);

        var after = MemoryOf(controller.Process);
        Assert.True(after - before < Flat, string.Create(CultureInfo.InvariantCulture, $"{before / 1024:N0} KiB before, {after / 1024:N0} KiB after. {controller.Said}"));
    }

    private static async Task FloodAsync(NatsConnection nats, int requests)
    {
        var left = requests;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var reply = await nats.RequestAsync<byte[], string>(Subjects.Schedule(Nowhere), Request, replyOpts: new NatsSubOpts { Timeout = TimeSpan.FromSeconds(30) });
                Assert.Equal("\"NoDroneAvailable\"", reply.Data);
            }
        }));
    }

    private static async Task<bool> ServesAsync(HttpClient http)
    {
        try
        {
            return (await http.GetAsync("/pub/health")).StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static long MemoryOf(Process process)
    {
        process.Refresh();
        return process.WorkingSet64;
    }
}
