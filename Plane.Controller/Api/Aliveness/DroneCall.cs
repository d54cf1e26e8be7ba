using NATS.Client.Core;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Contracts.Records;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.Controller.Api.Aliveness;

/// <summary>Asks a backend's drone what it sees of it. Null where the drone is silent.</summary>
internal sealed class DroneCall(JetStream jetStream, ILogger<DroneCall> log)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly RawJson<ActivityMessage> Activity = RawJson<ActivityMessage>.Of(StateJson.Default.ActivityMessage);
    private static readonly RawJson<ActivityReply> ActivityReply = RawJson<ActivityReply>.Of(StateJson.Default.ActivityReply);
    private static readonly RawJson<MetricsMessage> Metrics = RawJson<MetricsMessage>.Of(StateJson.Default.MetricsMessage);
    private static readonly RawJson<MetricsReply> MetricsReply = RawJson<MetricsReply>.Of(StateJson.Default.MetricsReply);

    public Task<ActivityReply?> ActivityAsync(BackendRecord record, CancellationToken token) =>
        AskAsync(record, Subjects.Activity(record.Cluster, record.Drone), new ActivityMessage(record.Backend), Activity, ActivityReply, token);

    public Task<MetricsReply?> MetricsAsync(BackendRecord record, CancellationToken token) =>
        AskAsync(record, Subjects.Metrics(record.Cluster, record.Drone), new MetricsMessage(record.Backend), Metrics, MetricsReply, token);

    private async Task<TReply?> AskAsync<TMessage, TReply>(
        BackendRecord record, string subject, TMessage message, INatsSerialize<TMessage> write, INatsDeserialize<TReply> read, CancellationToken token)
        where TReply : class
    {
        try
        {
            var options = new NatsSubOpts { Timeout = Limit };
            var reply = await jetStream.Connection.RequestAsync(subject, message, ControllerTraces.Headers(), write, read, replyOpts: options, cancellationToken: token);
            return reply.Data;
        }
        catch (NatsException exception)
        {
            log.QuestionUnanswered(exception, record.Backend, record.Drone);
            return null;
        }
    }
}
