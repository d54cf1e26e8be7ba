using NATS.Client.Core;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Controller.Api.Interactive.Calls;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Buckets;
using Plane.State.Conduits;
using Plane.State.Connection;

namespace Plane.Controller.Api.Interactive.Remote;

/// <summary>Opens conduits to drones.</summary>
internal sealed class DroneConduits(JetStream jetStream, LeaseTimings timings, Entropy entropy, TimeProvider clock, ILogger<DroneConduits> log)
{
    private const int IdLength = 22;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly RawJson<AttachMessage> Message = RawJson<AttachMessage>.Of(StateJson.Default.AttachMessage);
    private static readonly RawJson<AttachReply> Reply = RawJson<AttachReply>.Of(StateJson.Default.AttachReply);

    /// <param name="work">Names what the drone shall do on a conduit of this id.</param>
    /// <exception cref="CallException">The drone refuses, or is silent.</exception>
    public async Task<Conduit> OpenAsync(ClusterName cluster, DroneId drone, Func<string, AttachMessage> work, CancellationToken token)
    {
        var id = entropy.Letters(IdLength);
        var conduit = await Conduit.ListenAsync(
            jetStream.Connection, Subjects.ConduitFromDrone(cluster, drone, id), Subjects.ConduitToDrone(cluster, drone, id), ConduitTimings.Of(timings), clock, token);
        try
        {
            var reply = await AskAsync(cluster, drone, work(id), token);
            return reply is { Accepted: true } ? conduit : throw new CallException(reply is null ? $"drone {drone} does not answer" : $"drone {drone}: {reply.Refusal}");
        }
        catch
        {
            // Where the drone took it after all, it is told that nobody wants it any more.
            await conduit.DisposeAsync();
            throw;
        }
    }

    private async Task<AttachReply?> AskAsync(ClusterName cluster, DroneId drone, AttachMessage message, CancellationToken token)
    {
        try
        {
            var options = new NatsSubOpts { Timeout = Limit };
            var reply = await jetStream.Connection.RequestAsync(
                Subjects.Attach(cluster, drone), message, ControllerTraces.Headers(), Message, Reply, replyOpts: options, cancellationToken: token);
            return reply.Data;
        }
        catch (NatsException exception)
        {
            log.DroneUnasked(exception, drone);
            return null;
        }
    }
}
