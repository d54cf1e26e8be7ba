using System.CommandLine;
using System.Text.Json;
using Plane.Cli.Output;
using Plane.Contracts.Json;

namespace Plane.Cli.Commands;

/// <summary><c>plane metrics</c>: a line for every measurement, until the backend has ended.</summary>
internal static class MetricsCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var backend = new Argument<string>("backend") { Description = "Backend id." };
        var command = new Command("metrics", "Follow what a backend uses until it has ended.") { backend };
        command.SetAction((parsed, token) => globals.RunAsync(parsed, (context, stop) => RunAsync(context, globals.Time, parsed.GetRequiredValue(backend), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, TimeProvider time, string backend, CancellationToken token)
    {
        await foreach (var metrics in context.Controller.FollowMetricsAsync(backend, token))
        {
            context.Screen.Line(
                context.Screen.Json
                    ? JsonSerializer.Serialize(metrics, HttpStatusJson.Default.MetricsResponse)
                    : $"{StatusText.Time(time.GetUtcNow().ToUnixTimeMilliseconds())}\t{MetricsText.Memory(metrics)}\t{MetricsText.Processors(metrics)}");
        }

        return ExitCodes.Done;
    }
}
