using NATS.Client.Core;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Keys;
using Plane.State.Buckets;
using Plane.State.Connection;
using Plane.State.Secrets;

namespace Plane.Controller.Connect;

/// <summary>Asks a drone to run a backend for which the key is reserved.</summary>
internal sealed class SpawnCall(JetStream jetStream, ClusterSecrets secrets, LeaseTimings timings, TimeProvider clock, ILogger<SpawnCall> log)
{
    private static readonly RawJson<SpawnMessage> Message = RawJson<SpawnMessage>.Of(StateJson.Default.SpawnMessage);
    private static readonly RawJson<SpawnReply> Reply = RawJson<SpawnReply>.Of(StateJson.Default.SpawnReply);

    /// <summary>Below the wait of others who meet the reservation, so that the next candidate is asked before they lose patience. A drone that accepts later is noticed all the same.</summary>
    private TimeSpan Limit => timings.ReservationWait * 0.4;

    /// <returns>Accepted, or why not; silence is a refusal too.</returns>
    public async Task<SpawnReply> AskAsync(Reservation reservation, SpawnOrder order, long began)
    {
        using var span = ControllerTraces.Source.StartActivity("spawn");
        span?.SetTag("plane.backend", reservation.Entry.Backend.Value).SetTag("plane.drone", reservation.Entry.Drone.Value);
        var reply = await RequestAsync(await MessageAsync(reservation, order, began));
        span?.SetTag("plane.accepted", reply.Accepted);
        if (!reply.Accepted)
        {
            log.SpawnRefused(reservation.Entry.Backend, reservation.Entry.Drone, reply.Refusal);
        }

        return reply;
    }

    private async Task<SpawnReply> RequestAsync(SpawnMessage message)
    {
        try
        {
            var reply = await jetStream.Connection.RequestAsync(
                Subjects.Spawn(message.Cluster, message.Drone),
                message,
                ControllerTraces.Headers(),
                Message,
                Reply,
                replyOpts: new NatsSubOpts { Timeout = Limit });
            return reply.Data ?? new SpawnReply(false, "it could not be reached");
        }
        catch (NatsNoRespondersException)
        {
            return new SpawnReply(false, "it does not listen");
        }
        catch (NatsNoReplyException)
        {
            return new SpawnReply(false, "it did not answer in time");
        }
        catch (NatsException exception)
        {
            log.SpawnUnanswered(exception, message.Backend, message.Drone);
            return new SpawnReply(false, $"it could not be asked ({exception.Message})");
        }
    }

    private async ValueTask<SpawnMessage> MessageAsync(Reservation reservation, SpawnOrder order, long began) => new()
    {
        Cluster = reservation.Entry.Cluster,
        Drone = reservation.Entry.Drone,
        Incarnation = reservation.Candidate.Incarnation,
        Backend = reservation.Entry.Backend,
        KeyNamespace = reservation.Entry.Namespace,
        KeyName = reservation.Entry.Name,
        KeyTag = reservation.Entry.Tag,
        Reservation = reservation.Revision,
        Record = reservation.RecordRevision,
        FencingToken = reservation.FencingToken,
        Spec = order.Spec,
        Limits = order.Limits,
        StaticToken = order.UseStaticToken ? await StaticTokenAsync(reservation) : null,
        ElapsedMilliseconds = (long)clock.GetElapsedTime(began).TotalMilliseconds,
    };

    private async ValueTask<string> StaticTokenAsync(Reservation reservation) =>
        (await secrets.OfAsync(reservation.Entry.Cluster, CancellationToken.None)).StaticTokenOf(reservation.Entry.Backend).Value;
}
