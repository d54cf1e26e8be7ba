using System.CommandLine;
using System.Text.Json;
using Plane.Cli.Output;
using Plane.Contracts.Http;
using Plane.Contracts.Json;

namespace Plane.Cli.Commands;

/// <summary><c>plane key show</c> and <c>plane key terminate</c>: a backend by its key.</summary>
internal static class KeyCommand
{
    private const string Nobody = "Nobody has this key.";

    public static Command Create(GlobalOptions globals) => new("key", "Find or stop the backend of a key.") { Show(globals), Terminate(globals) };

    private static Command Show(GlobalOptions globals)
    {
        var (name, @namespace) = Named();
        var command = new Command("show", "Show who has a key.") { name, @namespace };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed, (context, stop) => ShowAsync(context, parsed.GetRequiredValue(name), parsed.GetRequiredValue(@namespace), stop), token));
        return command;
    }

    private static Command Terminate(GlobalOptions globals)
    {
        var (name, @namespace) = Named();
        var hard = new Option<bool>("--hard") { Description = "SIGKILL at once, without SIGTERM and grace." };
        var immediate = new Option<bool>("--immediate") { Description = "Print the backend's id, and do not wait until it is gone." };
        var command = new Command("terminate", "Stop the backend of a key. The key is free when it is gone.") { name, @namespace, hard, immediate };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed,
            (context, stop) => TerminateAsync(
                context, new KeyTerminateRequest(parsed.GetRequiredValue(name), parsed.GetRequiredValue(@namespace), parsed.GetValue(hard)), parsed.GetValue(immediate), stop),
            token));
        return command;
    }

    private static (Argument<string> Name, Option<string> Namespace) Named() =>
        (new Argument<string>("name") { Description = "Name of the key." }, new Option<string>("--namespace") { Description = "Namespace of the key.", DefaultValueFactory = static _ => "" });

    private static async Task<int> ShowAsync(CommandContext context, string name, string @namespace, CancellationToken token)
    {
        if (await context.Controller.FindKeyAsync(name, @namespace, token) is not { } key)
        {
            context.Screen.Error(Nobody);
            return ExitCodes.NotFound;
        }

        if (context.Screen.Json)
        {
            context.Screen.Document(key, HttpStatusJson.Default.KeyResponse);
            return ExitCodes.Done;
        }

        context.Screen.Line($"Backend: {key.BackendId}{(key.Status is { } status ? $" ({StatusText.Word(status)})" : "")}");
        context.Screen.Line($"Drone:   {key.Drone} of {key.Cluster}");
        context.Screen.Line($"Tag:     {key.Tag}");
        context.Screen.Line($"Held:    {(key.Held ? $"yes, fencing token {key.FencingToken}" : "not yet, only reserved")}");
        return ExitCodes.Done;
    }

    private static async Task<int> TerminateAsync(CommandContext context, KeyTerminateRequest request, bool immediate, CancellationToken token)
    {
        if (await context.Controller.TerminateKeyAsync(request, token) is not { } backend)
        {
            context.Screen.Error(Nobody);
            return ExitCodes.NotFound;
        }

        context.Screen.Note($"Sent the termination order for {backend}.");
        if (!immediate)
        {
            return await TerminateCommand.WaitAsync(context, backend, token);
        }

        context.Screen.Line(context.Screen.Json ? JsonSerializer.Serialize(new KeyTerminateResponse(backend), HttpJson.Default.KeyTerminateResponse) : backend);
        return ExitCodes.Done;
    }
}
