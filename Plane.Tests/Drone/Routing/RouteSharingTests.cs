using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Peers;
using Plane.Domain.Identity;
using Plane.Drone.Routing;
using Plane.Drone.Routing.Sharing;
using Plane.Drone.Runtime;
using Xunit.Abstractions;

namespace Plane.Tests.Drone.Routing;

/// <summary>What the agent and a proxy in a process of its own tell each other.</summary>
public sealed class RouteSharingTests(ITestOutputHelper output)
{
    private static readonly BackendId Backend = BackendId.Parse("b1");

    [Fact]
    public async Task Routes_reach_the_proxy_and_use_reaches_the_agent()
    {
        await using var bench = new ShareBench();
        bench.AgentRoutes.Open(bench.RouteOf(Backend));
        await bench.StartAsync();
        await bench.UntilProxyHasRouteAsync(Backend);

        var first = (await bench.EnterAsync(Backend))!;
        var second = (await bench.EnterAsync(Backend))!;
        Assert.Equal(1, bench.AgentLedger.UseOf(Backend).Open);
        bench.Leave(Backend, first);
        bench.Leave(Backend, second);
        await bench.UntilCountedAsync(Backend, 0);

        bench.AgentRoutes.Close(Backend);
        await bench.UntilProxyHasRouteAsync(Backend, has: false);
    }

    [Fact]
    public async Task Of_a_stop_and_a_first_request_exactly_one_wins()
    {
        await using var bench = new ShareBench();
        BackendId[] backends = [.. Enumerable.Range(0, 200).Select(static i => BackendId.Parse($"r{i}"))];
        foreach (var backend in backends)
        {
            bench.AgentRoutes.Open(bench.RouteOf(backend));
        }

        await bench.StartAsync();
        var (stopped, entered) = (0, 0);
        for (var i = 0; i < backends.Length; i++)
        {
            var backend = backends[i];
            var use = bench.AgentLedger.UseOf(backend);

            // The stop begins a little earlier or later each time.
            var entering = Task.Run(async () => await bench.EnterAsync(backend));
            var until = TimeProvider.System.GetTimestamp() + (i * TimeProvider.System.TimestampFrequency / 1_000_000);
            while (TimeProvider.System.GetTimestamp() < until)
            {
                Thread.SpinWait(1);
            }

            var isSealed = bench.AgentLedger.TrySeal(backend, use);
            var isIn = await entering is not null;

            Assert.NotEqual(isSealed, isIn);
            (stopped, entered) = (stopped + (isSealed ? 1 : 0), entered + (isIn ? 1 : 0));
        }

        output.WriteLine($"{stopped} stops, {entered} requests");
        Assert.Equal(backends.Length, stopped + entered);
    }

    [Fact]
    public async Task An_agent_that_was_away_is_told_what_is_open_and_stops_nothing_before_it_knows()
    {
        await using var bench = new ShareBench();
        bench.AgentRoutes.Open(bench.RouteOf(Backend));
        await bench.StartAsync();
        await bench.UntilProxyHasRouteAsync(Backend);
        Assert.NotNull(await bench.EnterAsync(Backend));
        var route = bench.ProxyRoutes.Find(Backend)!;

        await bench.CrashAgentAsync();
        var second = BackendId.Parse("b2");
        Assert.NotNull(await bench.EnterAsync(second));
        Assert.Same(route, bench.ProxyRoutes.Find(Backend));

        await bench.NextAgentAsync();
        Assert.True(bench.AgentLedger.IsPartial);
        await Poll.UntilAsync(() => !bench.AgentLedger.IsPartial, ShareBench.Limit, "the proxy to tell what it uses");
        Assert.Equal((1, 1), (bench.AgentLedger.UseOf(Backend).Open, bench.AgentLedger.UseOf(second).Open));

        // The same run under the same name, so that its connections are used on; and what was not taken back is over.
        bench.AgentRoutes.Open(route with { Name = "" });
        bench.Complete.SetResult();
        Assert.Same(route, bench.ProxyRoutes.Find(Backend));
        bench.AgentRoutes.Close(Backend);
        await bench.UntilProxyHasRouteAsync(Backend, has: false);
    }

    [Fact]
    public async Task What_an_agent_did_not_take_back_ends_in_the_proxy()
    {
        await using var bench = new ShareBench();
        bench.AgentRoutes.Open(bench.RouteOf(Backend));
        await bench.StartAsync();
        await bench.UntilProxyHasRouteAsync(Backend);
        var connection = (await bench.EnterAsync(Backend))!;

        await bench.CrashAgentAsync();
        await bench.NextAgentAsync();
        await Poll.UntilAsync(() => !bench.AgentLedger.IsPartial, ShareBench.Limit, "the proxy to tell what it uses");
        Assert.NotNull(bench.ProxyRoutes.Find(Backend));
        bench.Complete.SetResult();

        await bench.UntilProxyHasRouteAsync(Backend, has: false);
        await EndedAsync(connection);
        Assert.Null(await bench.EnterAsync(Backend));
    }

    /// <summary>While the connection between the two is broken the proxy opens what the agent does not hear of.</summary>
    [Fact]
    public async Task A_broken_connection_makes_the_count_unknown_until_the_proxy_has_told_anew()
    {
        await using var bench = new ShareBench();
        bench.AgentRoutes.Open(bench.RouteOf(Backend));
        await bench.StartAsync();
        var unused = bench.AgentLedger.UseOf(Backend);
        await bench.Client.StopAsync(CancellationToken.None);
        await Poll.UntilAsync(() => bench.AgentLedger.IsPartial, ShareBench.Limit, "the agent to notice");

        Assert.False(bench.AgentLedger.TrySeal(Backend, unused));

        bench.HasProxy = false;
        await Poll.UntilAsync(() => bench.AgentLedger.TrySeal(Backend, unused), ShareBench.Limit, "the proxy to be gone for good");
    }

    [Fact]
    public async Task What_a_proxy_had_open_counts_until_its_process_is_gone()
    {
        await using var bench = new ShareBench();
        bench.AgentRoutes.Open(bench.RouteOf(Backend));
        await bench.StartAsync();
        await bench.UntilProxyHasRouteAsync(Backend);
        Assert.NotNull(await bench.EnterAsync(Backend));

        await bench.Client.StopAsync(CancellationToken.None);
        await Poll.UntilAsync(() => bench.AgentLedger.IsPartial, ShareBench.Limit, "the agent to notice");
        Assert.Equal(1, bench.AgentLedger.UseOf(Backend).Open);
        bench.HasProxy = false;
        await bench.UntilCountedAsync(Backend, 0);
    }

    [Fact]
    public async Task An_order_to_close_ends_everything_that_the_proxy_has_open_counted_or_not()
    {
        await using var bench = new ShareBench();
        bench.AgentRoutes.Open(bench.RouteOf(Backend));
        await bench.StartAsync();
        await bench.UntilProxyHasRouteAsync(Backend);
        using var watcher = bench.ProxyLedger.Enter(Backend, default, null, counts: false, int.MaxValue, out _)!;

        bench.AgentLedger.Seal(Backend);
        bench.AgentRoutes.Close(Backend);
        await bench.UntilProxyHasRouteAsync(Backend, has: false);
        Assert.False(watcher.Closing.IsCancellationRequested);
        bench.AgentLedger.OrderClose(Backend);

        await EndedAsync(watcher);
        Assert.Null(await bench.EnterAsync(Backend));
    }

    [Fact]
    public async Task A_socket_that_counts_no_more_in_the_proxy_does_not_with_the_agent_until_it_counts_again()
    {
        await using var bench = new ShareBench();
        bench.AgentRoutes.Open(bench.RouteOf(Backend));
        await bench.StartAsync();
        await bench.UntilProxyHasRouteAsync(Backend);
        var socket = (await bench.EnterAsync(Backend))!;

        socket.Count(false);
        await bench.UntilCountedAsync(Backend, 0);
        socket.Count(true);
        await bench.UntilCountedAsync(Backend, 1);
        socket.Count(false);
        await bench.UntilCountedAsync(Backend, 0);
        Assert.NotNull(await bench.EnterAsync(Backend));
        Assert.Equal(1, bench.AgentLedger.UseOf(Backend).Open);
    }

    /// <summary>The supervisors leave their backends and close their routes, the agent's own listeners what they have: none of it is an end.</summary>
    [Fact]
    public async Task An_agent_that_is_told_to_stop_takes_nothing_from_the_proxy()
    {
        await using var bench = new ShareBench();
        bench.AgentRoutes.Open(bench.RouteOf(Backend));
        await bench.StartAsync();
        await bench.UntilProxyHasRouteAsync(Backend);
        var connection = (await bench.EnterAsync(Backend))!;

        bench.BeginStop();
        bench.AgentLedger.OrderCloseAll();
        bench.AgentRoutes.Close(Backend);
        await Poll.UntilAsync(() => bench.AgentLedger.IsPartial, ShareBench.Limit, "the agent to have let go");

        await bench.CrashAgentAsync();
        Assert.NotNull(bench.ProxyRoutes.Find(Backend));
        Assert.False(connection.Closing.IsCancellationRequested);
        Assert.NotNull(await bench.EnterAsync(Backend));
    }

    [Fact]
    public async Task An_agent_that_stands_still_holds_a_request_up_for_two_seconds_and_no_longer()
    {
        var clock = new ManualTimeProvider();
        await using var bench = new ShareBench(clock);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(bench.SocketPath));
        listener.Listen();
        await bench.Client.StartAsync(CancellationToken.None);
        using var agent = await listener.AcceptAsync();
        await UntilSaidAsync(agent, "\"Listed\"");
        var timers = clock.PendingTimers;
        var entering = bench.EnterAsync(Backend);
        await UntilSaidAsync(agent, "\"Enter\"");
        await Poll.UntilAsync(() => clock.PendingTimers > timers, ShareBench.Limit, "the request to wait");

        clock.Advance(TimeSpan.FromMilliseconds(1900));
        Assert.False(entering.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(200));
        var connection = (await entering.WaitAsync(ShareBench.Limit))!;

        // Awake again, it says that it had stopped the backend; words of a later version are no reason to part.
        await agent.SendAsync(Encoding.UTF8.GetBytes("{\"verb\":\"Sing\",\"backend\":\"b1\"}\n{\"verb\":\"Entered\",\"backend\":\"b1\"}\n"));
        await EndedAsync(connection);
    }

    /// <summary>Two versions may speak to each other while a drone is updated.</summary>
    [Fact]
    public void Words_are_written_so()
    {
        var route = new Route(Backend, IPEndPoint.Parse("172.17.0.2:8080"), "c1") { Ports = ImmutableDictionary<int, IPEndPoint>.Empty.Add(9000, IPEndPoint.Parse("172.17.0.2:9000")), Process = new ProcessMark(7, 8) };
        ShareWord[] words = [new(ShareVerb.Open, "b1", SharedRoute.Of(route)), new(ShareVerb.Listed), new(ShareVerb.Entered, "b1", IsGranted: true)];

        Assert.Equal(
            [
                """{"verb":"Open","backend":"b1","route":{"address":"172.17.0.2:8080","container_id":"c1","ports":{"9000":"172.17.0.2:9000"},"process":{"id":7,"start_ticks":8}}}""",
                """{"verb":"Listed"}""",
                """{"verb":"Entered","backend":"b1","is_granted":true}""",
            ],
            words.Select(static word => JsonSerializer.Serialize(word, ShareJson.Default.ShareWord)));
    }

    private static Task EndedAsync(OpenConnection connection) => Poll.UntilAsync(() => connection.Closing.IsCancellationRequested, ShareBench.Limit, "the connection to be ended");

    private static async Task UntilSaidAsync(Socket from, string text)
    {
        var heard = new StringBuilder();
        var buffer = new byte[1024];
        using var limit = new CancellationTokenSource(ShareBench.Limit, TimeProvider.System);
        while (!heard.ToString().Contains(text, StringComparison.Ordinal))
        {
            heard.Append(Encoding.UTF8.GetString(buffer, 0, await from.ReceiveAsync(buffer, limit.Token)));
        }
    }
}
