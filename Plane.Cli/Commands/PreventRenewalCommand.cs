using System.CommandLine;

namespace Plane.Cli.Commands;

/// <summary><c>plane prevent-renewal</c>.</summary>
internal static class PreventRenewalCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var backend = new Argument<string>("backend") { Description = "Backend id." };
        var command = new Command("prevent-renewal", "Renew a backend's key no more, so that it ends when its lease runs out. It cannot be undone.") { backend };
        command.SetAction((parsed, token) => globals.RunAsync(parsed, (context, stop) => RunAsync(context, parsed.GetRequiredValue(backend), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string backend, CancellationToken token)
    {
        await context.Controller.PreventRenewalAsync(backend, token);
        if (context.Screen.Json)
        {
            context.Screen.Line("null");
        }

        context.Screen.Note($"The key of {backend} is renewed no more. To follow its end: plane backend-status {backend}");
        return ExitCodes.Done;
    }
}
