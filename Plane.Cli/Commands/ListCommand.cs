using System.CommandLine;
using Plane.Cli.Output;
using Plane.Client;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Domain.Backends;

namespace Plane.Cli.Commands;

/// <summary><c>plane list</c>.</summary>
internal static class ListCommand
{
    private static readonly string[] Headers = ["Backend", "Status", "Key", "Image", "Drone", "Cluster", "Since"];

    public static Command Create(GlobalOptions globals)
    {
        var cluster = new Option<string?>("--cluster") { Description = "Of this cluster only." };
        var key = new Option<string?>("--key") { Description = "Of keys of this name only." };
        var status = new Option<BackendStatus?>("--status") { Description = "In this status only.", HelpName = "status", CustomParser = StatusText.Parse };
        var all = new Option<bool>("--all") { Description = "Ended ones too." };
        var command = new Command("list", "List backends, newest first.") { cluster, key, status, all };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed,
            (context, stop) => RunAsync(
                context,
                new BackendFilter { Cluster = parsed.GetValue(cluster), Key = parsed.GetValue(key), Status = parsed.GetValue(status), WithEnded = parsed.GetValue(all), PageLength = 1000 },
                stop),
            token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, BackendFilter filter, CancellationToken token)
    {
        var backends = await context.Controller.ListAsync(filter, token).ToListAsync(token);
        if (context.Screen.Json)
        {
            context.Screen.Document(new BackendListResponse(backends, null), HttpStatusJson.Default.BackendListResponse);
        }
        else if (backends.Count == 0)
        {
            context.Screen.Note(filter.WithEnded || filter.Status is not null ? "No such backend is known." : "No backend runs. Ended ones: --all.");
        }
        else
        {
            Rows.Write(context.Screen, Headers, backends.Select(CellsOf));
        }

        return ExitCodes.Done;
    }

    private static string[] CellsOf(BackendSummary backend) =>
    [
        backend.BackendId,
        StatusText.Word(backend.Status),
        backend.Key.Namespace.Length == 0 ? backend.Key.Name : $"{backend.Key.Namespace}/{backend.Key.Name}",
        backend.Image,
        backend.Drone,
        backend.Cluster,
        StatusText.Time(backend.Time),
    ];
}
