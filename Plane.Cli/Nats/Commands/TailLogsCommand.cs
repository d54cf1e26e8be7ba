using System.CommandLine;
using NATS.Client.Core;
using Plane.Cli.Output;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;

namespace Plane.Cli.Nats.Commands;

/// <summary><c>plane --nats URL tail-logs</c>: what Plane's programs log themselves, from now on.</summary>
internal static class TailLogsCommand
{
    private static readonly string[] Severities = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR"];

    public static Command Create(NatsOptions globals)
    {
        var drone = new Option<DroneId?>("--drone") { Description = "Of this drone only.", CustomParser = NamedArguments.DroneOf };
        var severity = new Option<string>("--severity") { Description = "Nothing below: TRACE, DEBUG, INFO, WARN or ERROR.", DefaultValueFactory = static _ => Severities[0] };
        severity.Validators.Add(static result =>
        {
            if (result.Tokens is [var word] && !Severities.Contains(word.Value, StringComparer.OrdinalIgnoreCase))
            {
                result.AddError($"'{word.Value}' is no severity; there are {string.Join(", ", Severities)}.");
            }
        });
        var command = new Command("tail-logs", "Follow the logs of controllers and drones. What a backend writes: plane logs --follow.") { drone, severity };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed, (context, stop) => RunAsync(context, parsed.GetValue(drone), parsed.GetRequiredValue(severity).ToUpperInvariant(), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(NatsContext context, DroneId? drone, string severity, CancellationToken token)
    {
        var subject = drone is null ? Subjects.AnyLogs : Subjects.DroneLogs(drone);
        var least = Array.IndexOf(Severities, severity);
        context.Screen.Note($"Listening on {subject}.");
        await foreach (var message in context.Connection.SubscribeAsync(subject, serializer: NatsRawSerializer<byte[]>.Default, cancellationToken: token))
        {
            if (ForeignJson.Read(message.Data, NatsJson.Default.LogMessage) is { } log && Array.IndexOf(Severities, log.Severity) >= least)
            {
                Tell(context.Screen, log);
            }
        }

        return ExitCodes.Done;
    }

    private static void Tell(Screen screen, LogMessage log)
    {
        if (screen.Json)
        {
            screen.Document(log, NatsJson.Default.LogMessage);
            return;
        }

        var speaker = log.Component.DroneId is { } drone ? $"drone {drone}" : "controller";
        screen.Line($"{StatusText.Time(log.Time.ToUnixTimeMilliseconds())} {log.Severity,-5} {speaker} {log.Target}: {log.Fields.GetValueOrDefault("message")}");
    }
}
