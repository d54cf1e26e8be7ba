using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Drone.Routing;

namespace Plane.Tests.Drone.Proxy;

/// <summary>Every protocol by every way to a backend, in every state a backend can be in: here and through another drone.</summary>
public sealed class ProtocolMatrixTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>
{
    private const string Custom = "Plane:Drone:Proxy:Hosts:0:";
    private static readonly BackendId Backend = BackendId.Parse("matrix");

    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Plane:Drone:Proxy:PathRouting"] = "true",
        [Custom + "Name"] = "app.example",
        [Custom + "Backend"] = Backend.Value,
    };

    public static TheoryData<Protocol> Protocols => [.. Enum.GetValues<Protocol>()];

    [PeerTheory]
    [MemberData(nameof(Protocols))]
    public async Task A_backend_is_reached_in_every_way_and_refused_in_every_way_once_it_ends(Protocol protocol)
    {
        await using var scene = await ProxyScene.NewAsync(fixture, Settings);
        var other = await scene.AddDroneAsync("dr-2", settings: Settings);
        await other.KnowsAsync(scene.Drone);
        await scene.WriteAsync(Backend, BackendStatus.Loading, Open);
        var ways = await WaysAsync(scene);
        using var here = new ProtocolClient(scene.Drone);
        using var there = new ProtocolClient(other);

        // Unknown, first: by name 404, by a token that was never handed out 410.
        Assert.Equal(404, await here.AskAsync(protocol, $"nobody.{scene.Cluster}/"));
        Assert.Equal(410, await there.AskAsync(protocol, $"{scene.Cluster}/{(await scene.SecretAsync()).NewConnectionToken(Entropy.System).Value}/"));

        // On its way: held, all of them, until it is ready.
        using var watch = new HoldWatch();
        var held = ways.SelectMany(way => new[] { here.AskAsync(protocol, way), there.AskAsync(protocol, way) }).ToArray();
        await watch.UntilAsync(Backend, held.Length);
        Assert.DoesNotContain(held, static one => one.IsCompleted);
        await ReadyAsync(scene, protocol);
        Assert.All(await Task.WhenAll(held), static status => Assert.Equal(200, status));

        // Ready.
        foreach (var way in ways)
        {
            Assert.Equal((way, 200), (way, await here.AskAsync(protocol, way)));
            Assert.Equal((way, 200), (way, await there.AskAsync(protocol, way)));
        }

        await scene.OpenIsAsync(Backend, 0);

        // Ending, and ended.
        foreach (var status in new[] { BackendStatus.Terminating, BackendStatus.Terminated })
        {
            await scene.WriteAsync(Backend, status, Open);
            foreach (var way in ways)
            {
                Assert.Equal((way, 410), (way, await here.AskAsync(protocol, way)));
                Assert.Equal((way, 410), (way, await there.AskAsync(protocol, way)));
            }
        }
    }

    private static BackendRecord Open(BackendRecord record) => record with { HostRouting = true, Ports = [8080, 8081] };

    private static async Task<string[]> WaysAsync(ProxyScene scene)
    {
        var token = await scene.ConnectAsync(Backend);
        return
        [
            $"{scene.Cluster}/{token}/",
            $"any.{scene.Cluster}/{token}/",
            $"{Backend}.{scene.Cluster}/",
            $"8081-{Backend}.{scene.Cluster}/",
            $"somewhere.test/_plane_backend={Backend}/",
            "app.example/",
        ];
    }

    private static async Task ReadyAsync(ProxyScene scene, Protocol protocol)
    {
        var program = await scene.StartProgramAsync(protocol == Protocol.Grpc ? HttpProtocols.Http2 : HttpProtocols.Http1);
        scene.Drone.Routes.Open(new Route(Backend, program.Address, "c1") { Ports = ImmutableDictionary<int, IPEndPoint>.Empty.Add(8081, program.Address) });
        await scene.WriteAsync(Backend, BackendStatus.Ready, Open);
    }
}
