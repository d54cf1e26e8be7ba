using NATS.Client.Core;
using NATS.Client.JetStream.Models;
using NATS.Net;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;
using Plane.State.Backends;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.Drone.Backends;

/// <summary>How far a backend's output has come into the stream <c>backend_logs</c>: each line brings its position, so the last one there knows.</summary>
internal static class SentOutput
{
    /// <returns>The beginning, where the stream holds nothing of it.</returns>
    /// <exception cref="NatsException">The stream does not answer.</exception>
    public static async Task<OutputPosition> ReadAsync(INatsConnection connection, BackendId backend, CancellationToken token)
    {
        var stream = await connection.CreateJetStreamContext().GetStreamAsync(PlaneBuckets.LogStream, cancellationToken: token);
        var last = await stream.FindAsync(new StreamMsgGetRequest { LastBySubj = Subjects.Log(backend) }, token);
        return LinePlace.Of(last?.Hdrs).Position;
    }
}
