using System.Text;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using NATS.Net;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;
using Plane.Drone.Runtime;
using Plane.State.Buckets;

namespace Plane.Drone.Backends;

/// <summary>How far a backend's output has come into the stream <c>backend_logs</c>: each line brings its position, so the last one there knows.</summary>
internal static class SentOutput
{
    private const string Header = "Plane-Output-Position";
    private const int NotFound = 404;

    public static NatsHeaders HeadersOf(OutputPosition position) => new() { [Header] = position.ToString() };

    /// <returns>The beginning, where the stream holds nothing of it.</returns>
    /// <exception cref="NatsException">The stream does not answer.</exception>
    public static async Task<OutputPosition> ReadAsync(INatsConnection connection, BackendId backend, CancellationToken token)
    {
        var stream = await connection.CreateJetStreamContext().GetStreamAsync(PlaneBuckets.LogStream, cancellationToken: token);
        try
        {
            var last = await stream.GetAsync(new StreamMsgGetRequest { LastBySubj = Subjects.Log(backend) }, token);
            return PositionOf(last.Message.Hdrs);
        }
        catch (NatsJSApiException exception) when (exception.Error.Code == NotFound)
        {
            return default;
        }
    }

    /// <param name="headers">In base64, as JetStream's API spells them.</param>
    private static OutputPosition PositionOf(string? headers)
    {
        foreach (var line in Encoding.UTF8.GetString(Convert.FromBase64String(headers ?? "")).Split("\r\n"))
        {
            if (line.StartsWith(Header + ":", StringComparison.OrdinalIgnoreCase) && OutputPosition.TryParse(line.AsSpan(Header.Length + 1).Trim(), out var position))
            {
                return position;
            }
        }

        return default;
    }
}
