using Microsoft.Extensions.Hosting;
using NATS.Client.Core;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.State.Buckets;

namespace Plane.State.Logs;

/// <summary>Sends what <see cref="PublishedLogs"/> took. It logs nothing itself: that would be its own next record.</summary>
public sealed class LogPublisher(PublishedLogs logs, INatsConnection connection) : BackgroundService
{
    private static readonly RawJson<LogMessage> Json = RawJson<LogMessage>.Of(NatsJson.Default.LogMessage);
    private readonly string _subject = logs.Component.DroneId is { } drone ? Subjects.DroneLogs(drone) : Subjects.ControllerLogs;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = 0L;
        await foreach (var record in logs.Records.ReadAllAsync(stoppingToken))
        {
            var dropped = logs.Dropped;
            if (dropped > told && await SentAsync(logs.DropsOf(dropped - told), stoppingToken))
            {
                told = dropped;
            }

            if (!await SentAsync(record, stoppingToken))
            {
                logs.Drop();
            }
        }
    }

    private async Task<bool> SentAsync(LogMessage record, CancellationToken token)
    {
        try
        {
            await connection.PublishAsync(_subject, record, serializer: Json, cancellationToken: token);
            return true;
        }
        catch (NatsException)
        {
            return false;
        }
    }
}
