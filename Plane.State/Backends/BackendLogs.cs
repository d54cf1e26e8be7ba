using System.Text.Json;
using NATS.Client.JetStream;
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
    private const int NotFound = 404;
    private INatsJSStream? _stream;

    /// <summary>The first line kept after a place in the stream; 0 is before all. Null where there is none.</summary>
    /// <exception cref="NATS.Client.Core.NatsException">The store did not answer.</exception>
    public async ValueTask<StoredLine?> NextAsync(BackendId backend, ulong after, CancellationToken token)
    {
        while (await ReadAsync(new StreamMsgGetRequest { Seq = after + 1, NextBySubj = Subjects.Log(backend) }, token) is { } message)
        {
            if (LineOf(message) is { } line)
            {
                return new StoredLine(message.Seq, message.Time, line);
            }

            after = message.Seq;
        }

        return null;
    }

    private async ValueTask<StoredMessage?> ReadAsync(StreamMsgGetRequest request, CancellationToken token)
    {
        var stream = _stream ??= await jetStream.Context.GetStreamAsync(PlaneBuckets.LogStream, cancellationToken: token);
        try
        {
            return (await stream.GetAsync(request, token)).Message;
        }
        catch (NatsJSApiException exception) when (exception.Error.Code == NotFound)
        {
            return null;
        }
    }

    /// <returns>Null for what is no line of ours: anybody who may publish can put something there.</returns>
    private static BackendLogMessage? LineOf(StoredMessage message)
    {
        try
        {
            return JsonSerializer.Deserialize(message.Data.Span, NatsJson.Default.BackendLogMessage);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
