using System.CommandLine;
using Plane.Contracts.Http;

namespace Plane.Cli.Commands;

/// <summary><c>plane revoke</c>.</summary>
internal static class RevokeCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var backend = new Argument<string>("backend") { Description = "Backend id." };
        var user = new Option<string>("--user") { Description = "As the connect named it, exactly.", Required = true };
        var command = new Command("revoke", "End the links that a user was given to a backend, and what the user has open by them.") { backend, user };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed, (context, stop) => RunAsync(context, new RevokeRequest(parsed.GetRequiredValue(backend), parsed.GetRequiredValue(user)), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, RevokeRequest request, CancellationToken token)
    {
        await context.Controller.RevokeAsync(request, token);
        if (context.Screen.Json)
        {
            context.Screen.Line("null");
        }

        context.Screen.Note($"What {request.User} was given to {request.BackendId} so far leads nowhere any more.");
        return ExitCodes.Done;
    }
}
