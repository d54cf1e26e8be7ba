using System.CommandLine;
using System.Text.Json;
using Plane.Cli.Output;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Domain.Backends;
using Spectre.Console;

namespace Plane.Cli.Commands;

/// <summary><c>plane connect</c>: get or create, wait until it is ready, print the URL.</summary>
internal static class ConnectCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var options = new ConnectOptions();
        var command = new Command("connect", "Get the backend of a key, spawning it if need be, and print its URL.");
        options.AddTo(command);
        command.SetAction((parsed, token) => globals.RunAsync(parsed, (context, stop) => RunAsync(context, options.RequestOf(parsed), parsed.GetValue(options.Immediate), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ConnectRequest request, bool immediate, CancellationToken token)
    {
        var screen = context.Screen;
        var response = await context.Controller.ConnectAsync(request, token);
        screen.Note(response.Spawned ? $"Created backend {response.BackendId} on {response.Drone}." : $"Reusing backend {response.BackendId}.");
        if (!immediate && response.Status.IsComing() && await WaitAsync(context, response.BackendId, token) is { } failed)
        {
            await TellFailureAsync(context, failed, response.BackendId, token);
            return ExitCodes.BackendFailed;
        }

        screen.Line(screen.Json ? JsonSerializer.Serialize(response, HttpJson.Default.ConnectResponse) : response.Url);
        return ExitCodes.Done;
    }

    /// <returns>Null once it is ready; the status it ended with otherwise.</returns>
    private static Task<StatusResponse?> WaitAsync(CommandContext context, string backend, CancellationToken token) =>
        context.Screen.IsLive
            ? context.Screen.Progress.Status().StartAsync("asking", spinner => FollowAsync(context, backend, status => spinner.Status(StatusText.Doing(status.Status)), token))
            : FollowAsync(context, backend, status => context.Screen.Note($"{StatusText.Time(status.Time)} {StatusText.Word(status.Status)}"), token);

    private static async Task<StatusResponse?> FollowAsync(CommandContext context, string backend, Action<StatusResponse> tell, CancellationToken token)
    {
        await foreach (var status in context.Controller.FollowAsync(backend, token))
        {
            tell(status);
            if (status.Status == BackendStatus.Ready)
            {
                return null;
            }

            if (status.Status == BackendStatus.Terminated)
            {
                return status;
            }
        }

        throw new HttpRequestException("the status stream ended early");
    }

    private static async Task TellFailureAsync(CommandContext context, StatusResponse failed, string backend, CancellationToken token)
    {
        // The public stream leaves out the program's output; the controller's own route has it.
        var full = await context.Controller.StatusAsync(backend, token);
        if (context.Screen.Json)
        {
            context.Screen.Line(JsonSerializer.Serialize(full, HttpStatusJson.Default.StatusResponse));
            return;
        }

        context.Screen.Error($"Backend {backend} did not become ready: {StatusText.End(full.Error is null ? failed : full)}");
        foreach (var line in full.LogLines ?? [])
        {
            context.Screen.Note($"  | {line}");
        }
    }
}
