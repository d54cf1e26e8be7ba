using System.CommandLine;
using Plane.Cli.Interactive;
using Plane.Contracts.Interactive;

namespace Plane.Cli.Commands;

/// <summary><c>plane pull</c>: has every drone of a cluster get an image now.</summary>
internal static class PullCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var cluster = new Argument<string>("cluster") { Description = "Name of the cluster." };
        var image = new Argument<string>("image") { Description = "What to get." };
        var token = TokenOption.Create();
        var command = new Command("pull", "Have every drone of a cluster get an image from its registry.") { cluster, image, token };
        command.SetAction((parsed, stop) => globals.RunAsync(
            parsed,
            async (context, stopping) =>
            {
                using var socket = await CallSocket.OpenAsync(parsed.GetRequiredValue(globals.Controller), parsed.GetValue(token), stopping);
                var call = new CallMessage { Call = "pull", Params = [parsed.GetRequiredValue(cluster), parsed.GetRequiredValue(image)] };
                var lines = new LineText(context.Screen.Line);
                var reason = await InteractiveCall.RunAsync(socket, call, lines.AddAsync, static _ => Task.CompletedTask, stopping);
                stopping.ThrowIfCancellationRequested();
                return reason is null ? ExitCodes.Done : throw new CallRefusedException(reason);
            },
            stop));
        return command;
    }
}
