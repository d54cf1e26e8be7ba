using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Plane.Cli.Output;
using Plane.Contracts.Http;
using Plane.Contracts.Json;

namespace Plane.Cli.Commands;

/// <summary><c>plane status</c>: of a backend, or of the controller.</summary>
internal static class StatusCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var backend = new Argument<string?>("backend") { Description = "Backend id. Without one: the controller's own state and version.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("status", "Show where a backend is in its life, and what ended it; or which controller answers.") { backend };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed, (context, stop) => parsed.GetValue(backend) is { } id ? OfBackendAsync(context, id, stop) : OfControllerAsync(context, stop), token));
        return command;
    }

    private static async Task<int> OfControllerAsync(CommandContext context, CancellationToken token)
    {
        var controller = await context.Controller.ControllerStatusAsync(token);
        var client = BuildVersion.Of(typeof(StatusCommand).Assembly);
        if (context.Screen.Json)
        {
            var both = new JsonObject
            {
                ["status"] = controller.Status,
                ["version"] = controller.Version,
                ["hash"] = controller.Hash,
                ["client_version"] = client.Version,
                ["client_hash"] = client.Hash,
            };
            context.Screen.Line(both.ToJsonString());
            return ExitCodes.Done;
        }

        context.Screen.Line($"Status:  {controller.Status}");
        context.Screen.Line($"Version: {controller.Version} (client: {client.Version})");
        context.Screen.Line($"Hash:    {controller.Hash} (client: {client.Hash})");
        if (client != new BuildVersion(controller.Version, controller.Hash))
        {
            context.Screen.Warn("The client is of another build than the controller.");
        }

        return ExitCodes.Done;
    }

    private static async Task<int> OfBackendAsync(CommandContext context, string backend, CancellationToken token)
    {
        var status = await context.Controller.StatusAsync(backend, token);
        if (context.Screen.Json)
        {
            context.Screen.Document(status, HttpStatusJson.Default.StatusResponse);
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
