using System.Net;
using Peers;
using Plane.Tests.Controller;

namespace Plane.Tests.Scenarios;

/// <summary>What becomes of sessions and keys when a drone goes, in good order or not.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class DroneLossTests : IAsyncLifetime
{
    private const double Scale = 0.2;
    private static readonly TimeSpan WholeLease = TimeSpan.FromSeconds(60 * Scale);
    private readonly Topology _plane = new(Scale);

    public Task InitializeAsync() => _plane.StartCoreAsync();

    public Task DisposeAsync() => _plane.DisposeAsync();

    [DockerFact("nats-server")]
    public async Task A_drone_that_stops_ends_its_sessions_and_the_other_takes_over()
    {
        var image = await _plane.Engine.EnsureAsync(TestImage.Http);
        await _plane.StartDroneAsync("one");
        var first = await _plane.ConnectedAsync("moves", image);
        await _plane.StartDroneAsync("two");

        await _plane.StopDroneAsync("one");

        Assert.False(await _plane.HasContainerAsync(first.Backend));
        var second = await _plane.ConnectedAsync("moves", image);
        Assert.Equal(("dr-one", "dr-two"), (first["drone"], second["drone"]));
    }

    [DockerFact("nats-server")]
    public async Task The_key_of_a_drone_that_died_is_refused_until_its_lease_is_over_and_its_container_gone()
    {
        var image = await _plane.Engine.EnsureAsync(TestImage.Http);
        var doomed = await _plane.StartDroneProcessAsync("two");
        var first = await _plane.ConnectedAsync("orphaned", image);
        await _plane.UntilStatusAsync(first.Backend, "ready");
        await _plane.StartDroneAsync("one");

        doomed.Kill();
        var (refused, second, wasThere) = await UntilConnectedAsync("orphaned", image, first.Backend);

        Assert.NotEmpty(refused);
        Assert.All(refused, static answer =>
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "KeyHeldUnhealthy"), (answer.Code, answer.Kind));
            Assert.InRange(answer.RetryAfter!.Value, TimeSpan.FromSeconds(1), WholeLease);
        });
        Assert.Equal("dr-one", second["drone"]);
        Assert.False(wasThere, "the old container was there just before the key was given away");
    }

    private async Task<(List<Answer> Refused, Answer Connected, bool WasThere)> UntilConnectedAsync(string key, string image, string old)
    {
        var refused = new List<Answer>();
        Answer? answer = null;
        var wasThere = false;
        await Poll.UntilAsync(
            async () =>
            {
                wasThere = await _plane.HasContainerAsync(old);
                answer = await _plane.ConnectAsync(key, image);
                if (answer.Code != HttpStatusCode.OK)
                {
                    refused.Add(answer);
                }

                return answer.Code == HttpStatusCode.OK;
            },
            Topology.Patience,
            "the key to be given to another drone");
        return (refused, answer!, wasThere);
    }
}
