using NATS.Client.Core;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.Controller.Api.Aliveness;

/// <summary>Asks a backend's drone what it sees of it.</summary>
internal sealed class ActivityCall(JetStream jetStream, ILogger<ActivityCall> log)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly RawJson<ActivityMessage> Message = RawJson<ActivityMessage>.Of(StateJson.Default.ActivityMessage);
    private static readonly RawJson<ActivityReply> Reply = RawJson<ActivityReply>.Of(StateJson.Default.ActivityReply);

    /// <returns>Null where the drone is silent.</returns>
    public async Task<ActivityReply?> AskAsync(BackendRecord record, CancellationToken token)
    {
        try
        {
            var reply = await jetStream.Connection.RequestAsync(
                Subjects.Activity(record.Cluster, record.Drone),
                new ActivityMessage(record.Backend),
                ControllerTraces.Headers(),
                Message,
                Reply,
                replyOpts: new NatsSubOpts { Timeout = Limit },
                cancellationToken: token);
            return reply.Data;
        }
        catch (NatsException exception)
        {
            log.ActivityUnanswered(exception, record.Backend, record.Drone);
            return null;
        }
    }
}
