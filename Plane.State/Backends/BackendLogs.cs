using NATS.Client.JetStream.Models;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.State.Backends;

/// <summary>The lines that backends wrote, as stream <c>backend_logs</c> keeps them: the last <see cref="PlaneBuckets.LogLinesKept"/> of each, for a day.</summary>
public sealed class BackendLogs(JetStream jetStream)
{
    /// <summary>The first line kept after a place in the stream; 0 is before all. Null where there is none.</summary>
    /// <exception cref="NATS.Client.Core.NatsException">The store did not answer.</exception>
    public async ValueTask<StoredLine?> NextAsync(BackendId backend, ulong after, CancellationToken token)
    {
        while (await ReadAsync(new StreamMsgGetRequest { Seq = after + 1, NextBySubj = Subjects.Log(backend) }, token) is { } message)
        {
            if (ForeignJson.Read(message.Data.Span, NatsJson.Default.BackendLogMessage) is { } line)
            {
                return new StoredLine(message.Seq, message.Time, line, LinePlace.Of(message.Hdrs));
            }

            after = message.Seq;
        }

        return null;
    }

    /// <summary>The place of the last line; 0 where there is none.</summary>
    /// <exception cref="NATS.Client.Core.NatsException">The store did not answer.</exception>
    public async ValueTask<ulong> LastAsync(BackendId backend, CancellationToken token) =>
        (await ReadAsync(new StreamMsgGetRequest { LastBySubj = Subjects.Log(backend) }, token))?.Seq ?? 0;

    private async ValueTask<StoredMessage?> ReadAsync(StreamMsgGetRequest request, CancellationToken token) =>
        await (await jetStream.StreamAsync(PlaneBuckets.LogStream, token)).FindAsync(request, token);
}
