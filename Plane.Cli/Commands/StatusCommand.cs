using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Plane.Cli.Output;
using Plane.Contracts.Http;
using Plane.Contracts.Json;

namespace Plane.Cli.Commands;

/// <summary><c>plane status</c>.</summary>
internal static class StatusCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var backend = new Argument<string>("backend") { Description = "Backend id." };
        var command = new Command("status", "Show where a backend is in its life, and what ended it.") { backend };
        command.SetAction((parsed, token) => globals.RunAsync(parsed, (context, stop) => RunAsync(context, parsed.GetRequiredValue(backend), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string backend, CancellationToken token)
    {
        var status = await context.Controller.StatusAsync(backend, token);
        if (context.Screen.Json)
        {
            context.Screen.Line(JsonSerializer.Serialize(status, HttpStatusJson.Default.StatusResponse));
            return ExitCodes.Done;
        }

        context.Screen.Line($"Status: {StatusText.End(status)}");
        context.Screen.Line($"Since:  {StatusText.Time(status.Time)}");
        if (PhasesOf(status) is { Length: > 0 } phases)
        {
            context.Screen.Line($"Phases: {phases}");
        }

        foreach (var line in status.LogLines ?? [])
        {
            context.Screen.Line($"  | {line}");
        }

        return ExitCodes.Done;
    }

    private static string PhasesOf(StatusResponse status)
    {
        (string Name, long? Milliseconds)[] phases =
        [
            ("placed", status.Phases?.Placed),
            ("pulled", status.Phases?.Pulled),
            ("created", status.Phases?.Created),
            ("started", status.Phases?.Started),
            ("probed", status.Phases?.Probed),
        ];
        var known = phases.Where(static phase => phase.Milliseconds is not null);
        return string.Join(", ", known.Select(static phase => string.Create(CultureInfo.InvariantCulture, $"{phase.Name} after {phase.Milliseconds} ms")));
    }
}
