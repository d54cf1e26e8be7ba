using NATS.Client.Core;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Controller.Scheduling;
using Plane.Domain.Keys;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.Controller.Connect;

/// <summary>Tells a backend's drone that a user is about to come, which resets the idle clock, and hears how the backend is.</summary>
internal sealed class TouchCall(JetStream jetStream, DroneBoard board, ILogger<TouchCall> log)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly RawJson<TouchMessage> Message = RawJson<TouchMessage>.Of(StateJson.Default.TouchMessage);
    private static readonly RawJson<TouchReply> Reply = RawJson<TouchReply>.Of(StateJson.Default.TouchReply);

    /// <returns>What the drone says, which may be that it does not know the backend; null where it is silent.</returns>
    public async Task<TouchReply?> AskAsync(KeyEntry entry, CancellationToken token)
    {
        if (!board.IsFresh(entry.Cluster, entry.Drone))
        {
            return null;
        }

        try
        {
            var reply = await jetStream.Connection.RequestAsync(
                Subjects.Touch(entry.Cluster, entry.Drone),
                new TouchMessage(entry.Backend),
                ControllerTraces.Headers(),
                Message,
                Reply,
                replyOpts: new NatsSubOpts { Timeout = Limit },
                cancellationToken: token);
            return reply.Data;
        }
        catch (NatsException exception)
        {
            log.TouchUnanswered(exception, entry.Backend, entry.Drone);
            return null;
        }
    }
}
