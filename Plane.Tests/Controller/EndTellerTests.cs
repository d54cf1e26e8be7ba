using System.Text.Json;
using NATS.Client.JetStream.Models;
using Peers;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.Tests.Controller;

/// <summary>Ends that no drone tells.</summary>
public sealed class EndTellerTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [PeerFact]
    public async Task A_controller_tells_the_end_that_a_drone_wrote_and_did_not_live_to_tell()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a");
        var id = BackendId.Parse((await plane.ConnectAsync(ControllerFixture.Body(cluster, "untold"))).Backend);
        await plane.Records.WaitAsync(id.Value, static seen => seen?.Value.Status >= BackendStatus.Loading, Limit, CancellationToken.None);
        await drone.SetStatusAsync(id, static record => record with { Status = BackendStatus.Ready });
        await drone.EndAsync(id);

        Assert.Equal("Loading Starting Ready Exited", await UntilEndedAsync(id));
    }

    [PeerFact]
    public async Task A_spawn_that_every_drone_refused_has_an_end_too()
    {
        var cluster = ControllerFixture.NewCluster();
        var drone = await plane.StartDroneAsync(cluster, "dr-a", Manner.Refuses);
        await plane.ConnectAsync(ControllerFixture.Body(cluster, "refused"));

        Assert.Equal("ErrorLoading", await UntilEndedAsync(Assert.Single(drone.Asked).Backend));
    }

    private async Task<string> UntilEndedAsync(BackendId backend)
    {
        var states = new List<BackendState>();
        var stream = await ((JetStream)plane.Services.GetService(typeof(JetStream))!).StreamAsync(PlaneBuckets.StatusStream, CancellationToken.None);
        var next = 1UL;
        await Poll.UntilAsync(
            async () =>
            {
                while (await stream.FindAsync(new StreamMsgGetRequest { Seq = next, NextBySubj = Subjects.Status(backend) }, CancellationToken.None) is { } message)
                {
                    states.Add(JsonSerializer.Deserialize(message.Data.Span, NatsJson.Default.BackendStateMessage)!.State);
                    next = message.Seq + 1;
                }

                return states.Exists(static state => state.IsEnd());
            },
            Limit,
            $"the end of {backend}");
        return string.Join(' ', states);
    }
}
