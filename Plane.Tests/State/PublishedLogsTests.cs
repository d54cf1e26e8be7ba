using Microsoft.Extensions.Logging;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;
using Plane.State.Logs;

namespace Plane.Tests.State;

/// <summary>What of a log is taken for publication, and that nobody ever waits for it.</summary>
public sealed class PublishedLogsTests : IDisposable
{
    private static readonly Action<ILogger, string, Exception?> Say = LoggerMessage.Define<string>(LogLevel.Information, new EventId(1, "Said"), "The word is {Word}");
    private readonly PublishedLogs _logs = new(LogComponent.Drone(DroneId.Parse("dr-a")), LogLevel.Information, TimeProvider.System);

    public void Dispose() => _logs.Dispose();

    [Fact]
    public void A_record_has_its_fields_its_text_and_of_an_exception_the_types_alone()
    {
        Say(_logs.CreateLogger("Plane.Drone.Agent"), "hello", new IOException("token=s3cret", new TimeoutException("s3cret too")));

        Assert.True(_logs.Records.TryRead(out var record));
        Assert.Equal(("Drone", "dr-a", "Plane.Drone.Agent", "Said", "INFO"), (record.Component.Type, record.Component.DroneId?.Value, record.Target, record.Name, record.Severity));
        Assert.Equal(
            new Dictionary<string, string> { ["Word"] = "hello", ["message"] = "The word is hello", ["exception"] = "IOException < TimeoutException" },
            record.Fields.ToDictionary());
    }

    [Fact]
    public void Others_loggers_lower_levels_and_the_publication_s_own_words_are_not_taken()
    {
        Say(_logs.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics"), "GET /token/", null);
        Say(_logs.CreateLogger("Plane.State.Logs.LogPublisher"), "of itself", null);
        Assert.False(_logs.CreateLogger("Plane.Drone.Agent").IsEnabled(LogLevel.Debug));

        Assert.False(_logs.Records.TryRead(out _));
    }

    [Fact]
    public void Where_nobody_takes_them_away_records_are_dropped_and_counted()
    {
        var logger = _logs.CreateLogger("Plane.Drone.Agent");
        for (var i = 0; i < PublishedLogs.Waiting + 72; i++)
        {
            Say(logger, "again", null);
        }

        Assert.Equal(72, _logs.Dropped);
        Assert.Equal("72 log records were dropped", _logs.DropsOf(_logs.Dropped).Fields["message"]);
    }
}
