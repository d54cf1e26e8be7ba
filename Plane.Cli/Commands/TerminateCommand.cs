using System.CommandLine;
using System.Text.Json;
using Plane.Cli.Output;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Domain.Backends;
using Spectre.Console;

namespace Plane.Cli.Commands;

/// <summary><c>plane terminate</c>: order it, then wait until the engine confirmed that it is gone.</summary>
internal static class TerminateCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var backend = new Argument<string>("backend") { Description = "Backend id." };
        var hard = new Option<bool>("--hard") { Description = "SIGKILL at once, without SIGTERM and grace." };
        var immediate = new Option<bool>("--immediate") { Description = "Do not wait until it is gone." };
        var command = new Command("terminate", "Stop a backend.") { backend, hard, immediate };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed,
            (context, stop) => RunAsync(
                context,
                parsed.GetRequiredValue(backend),
                parsed.GetValue(hard) ? TerminationKind.Hard : TerminationKind.Soft,
                parsed.GetValue(immediate),
                stop),
            token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string backend, TerminationKind kind, bool immediate, CancellationToken token)
    {
        await context.Controller.TerminateAsync(backend, kind, token);
        context.Screen.Note($"Sent the termination order for {backend}.");
        if (immediate)
        {
            return ExitCodes.Done;
        }

        return await WaitAsync(context, backend, token);
    }

    /// <summary>Waits until an ordered end has come, and tells it.</summary>
    public static async Task<int> WaitAsync(CommandContext context, string backend, CancellationToken token)
    {
        var last = await LastAsync(context, backend, token);
        context.Screen.Line(context.Screen.Json ? JsonSerializer.Serialize(last, HttpStatusJson.Default.StatusResponse) : $"Status: {StatusText.End(last)}");
        return ExitCodes.Done;
    }

    private static async Task<StatusResponse> LastAsync(CommandContext context, string backend, CancellationToken token)
    {
        try
        {
            return context.Screen.IsLive
                ? await context.Screen.Progress.Status().StartAsync("stopping", _ => EndAsync(context, backend, token))
                : await EndAsync(context, backend, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            context.Screen.Warn($"Stopped waiting. The order stands; to see: plane status {backend}");
            throw;
        }
    }

    private static async Task<StatusResponse> EndAsync(CommandContext context, string backend, CancellationToken token)
    {
        await foreach (var status in context.Controller.FollowStatusAsync(backend, after: null, token))
        {
            if (status.Status == BackendStatus.Terminated)
            {
                return status;
            }
        }

        throw new InvalidOperationException("A status stream ended without an end status.");
    }
}
