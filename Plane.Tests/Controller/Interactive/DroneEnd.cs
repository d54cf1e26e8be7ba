using NATS.Client.Core;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.State.Buckets;
using Plane.State.Conduits;

namespace Plane.Tests.Controller.Interactive;

/// <summary>What a drone written by hand does when a controller asks for a conduit.</summary>
internal static class DroneEnd
{
    private static readonly ConduitTimings Timings = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15));

    /// <summary>Its end of the next conduit that it is asked for.</summary>
    public static async Task<Conduit> NextAsync(NatsConnection nats, FakeDrone drone)
    {
        await using var asked = await nats.SubscribeCoreAsync(Subjects.Attach(drone.Cluster, drone.Id), serializer: RawJson<AttachMessage>.Of(StateJson.Default.AttachMessage));
        var message = await asked.Msgs.ReadAsync();
        var id = message.Data!.Conduit;
        var conduit = await Conduit.ListenAsync(nats, Subjects.ConduitToDrone(drone.Cluster, drone.Id, id), Subjects.ConduitFromDrone(drone.Cluster, drone.Id, id), Timings, TimeProvider.System, CancellationToken.None);
        await message.ReplyAsync(new AttachReply(true, null), serializer: RawJson<AttachReply>.Of(StateJson.Default.AttachReply));
        return conduit;
    }
}
