using System.CommandLine;
using System.Text.Json;
using Plane.Cli.Output;
using Plane.Client;
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
        var response = await AskAsync(context, request, token);
        screen.Note(response.Spawned ? $"Created backend {response.BackendId} on {response.Drone}." : $"Reusing backend {response.BackendId}.");
        if (!immediate && response.Status.IsComing())
        {
            if (await WaitAsync(context, response.BackendId, token) is { } failed)
            {
                await TellFailureAsync(context, failed, response.BackendId, token);
                return ExitCodes.BackendFailed;
            }

            response = response with { Status = BackendStatus.Ready };
        }

        screen.Line(screen.Json ? JsonSerializer.Serialize(response, HttpJson.Default.ConnectResponse) : response.Url);
        return ExitCodes.Done;
    }

    private static async Task<ConnectResponse> AskAsync(CommandContext context, ConnectRequest request, CancellationToken token)
    {
        try
        {
            return await context.Controller.ConnectAsync(request, idempotencyKey: null, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            context.Screen.Warn("Stopped before the controller answered. It may start a backend all the same; to see: plane list");
            throw;
        }
    }

    /// <returns>Null once it is ready; the status it ended with otherwise.</returns>
    private static async Task<StatusResponse?> WaitAsync(CommandContext context, string backend, CancellationToken token)
    {
        try
        {
            return context.Screen.IsLive
                ? await context.Screen.Progress.Status().StartAsync("asking", spinner => FollowAsync(context, backend, status => spinner.Status(StatusText.Doing(status.Status)), token))
                : await FollowAsync(context, backend, status => context.Screen.Note($"{StatusText.Time(status.Time)} {StatusText.Word(status.Status)}"), token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            context.Screen.Warn($"Stopped waiting. Backend {backend} goes on starting; to stop it: plane terminate {backend}");
            throw;
        }
        catch (HttpRequestException)
        {
            context.Screen.Warn($"Backend {backend} goes on starting; to see: plane status {backend}");
            throw;
        }
    }

    private static async Task<StatusResponse?> FollowAsync(CommandContext context, string backend, Action<StatusResponse> tell, CancellationToken token)
    {
        await foreach (var status in context.Controller.FollowStatusAsync(backend, after: null, token))
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

        throw new InvalidOperationException("A status stream ended without an end status.");
    }

    private static async Task TellFailureAsync(CommandContext context, StatusResponse failed, string backend, CancellationToken token)
    {
        var full = await FullAsync(context, failed, backend, token);
        if (context.Screen.Json)
        {
            context.Screen.Document(full, HttpStatusJson.Default.StatusResponse);
            return;
        }

        context.Screen.Error($"Backend {backend} did not become ready: {StatusText.End(full)}");
        foreach (var line in full.LogLines ?? [])
        {
            context.Screen.Note($"  | {line}");
        }
    }

    /// <summary>The public stream leaves out the program's output; the controller's own route has it. Without an answer there, what is known has to do.</summary>
    private static async Task<StatusResponse> FullAsync(CommandContext context, StatusResponse failed, string backend, CancellationToken token)
    {
        try
        {
            return await context.Controller.StatusAsync(backend, token);
        }
        catch (Exception exception) when (exception is HttpRequestException or PlaneApiException or UnexpectedAnswerException)
        {
            context.Screen.Note($"Its output cannot be had: {exception.Message}");
            return failed;
        }
    }
}
