using System.CommandLine;
using System.Text.Json;
using Plane.Cli.Output;
using Plane.Contracts.Http;
using Plane.Contracts.Json;

namespace Plane.Cli.Commands;

/// <summary><c>plane backend-status</c>: a line for every status, until the backend has ended.</summary>
internal static class BackendStatusCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var backend = new Argument<string>("backend") { Description = "Backend id." };
        var command = new Command("backend-status", "Follow a backend through its life until it has ended.") { backend };
        command.SetAction((parsed, token) => globals.RunAsync(parsed, (context, stop) => RunAsync(context, parsed.GetRequiredValue(backend), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string backend, CancellationToken token)
    {
        // The stream of a backend that does not exist just stays empty.
        await context.Controller.StatusAsync(backend, token);
        StatusResponse? last = null;
        await foreach (var status in context.Controller.FollowStatusAsync(backend, after: null, token))
        {
            last = status;
            context.Screen.Line(
                context.Screen.Json ? JsonSerializer.Serialize(status, HttpStatusJson.Default.StatusResponse) : $"{StatusText.Time(status.Time)} {StatusText.End(status)}");
        }

        return last?.ExitError == true ? ExitCodes.BackendFailed : ExitCodes.Done;
    }
}
