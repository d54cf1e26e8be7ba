using System.CommandLine;
using System.Text.Json;
using Plane.Contracts.Http;
using Plane.Contracts.Json;

namespace Plane.Cli.Commands;

/// <summary><c>plane drain</c> and <c>plane undrain</c>.</summary>
internal static class DrainCommand
{
    public static Command Drain(GlobalOptions globals) => Create(
        globals,
        new Command("drain", "Place no more backends on a drone; what runs there runs on."),
        static (context, cluster, drone, token) => context.Controller.DrainAsync(cluster, drone, token),
        "takes no more backends",
        "was draining already");

    public static Command Undrain(GlobalOptions globals) => Create(
        globals,
        new Command("undrain", "Take back a drain."),
        static (context, cluster, drone, token) => context.Controller.UndrainAsync(cluster, drone, token),
        "takes backends again",
        "was not draining");

    private static Command Create(GlobalOptions globals, Command command, Func<CommandContext, string, string, CancellationToken, Task<bool>> act, string changed, string unchanged)
    {
        var cluster = new Option<string>("--cluster") { Description = "The drone's cluster.", Required = true };
        var drone = new Option<string>("--drone") { Description = "Id of the drone.", Required = true };
        command.Options.Add(cluster);
        command.Options.Add(drone);
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed,
            async (context, stop) =>
            {
                var name = parsed.GetRequiredValue(drone);
                var updated = await act(context, parsed.GetRequiredValue(cluster), name, stop);
                context.Screen.Line(
                    context.Screen.Json ? JsonSerializer.Serialize(new DrainResponse(updated), HttpJson.Default.DrainResponse) : $"Drone {name} {(updated ? changed : unchanged)}.");
                return ExitCodes.Done;
            },
            token));
        return command;
    }
}
