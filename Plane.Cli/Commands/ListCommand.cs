using System.CommandLine;
using System.Text.Json;
using Plane.Cli.Output;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Spectre.Console;

namespace Plane.Cli.Commands;

/// <summary><c>plane list</c>.</summary>
internal static class ListCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var cluster = new Option<string?>("--cluster") { Description = "Of this cluster only." };
        var all = new Option<bool>("--all") { Description = "Ended ones too." };
        var command = new Command("list", "List backends, newest first.") { cluster, all };
        command.SetAction((parsed, token) => globals.RunAsync(parsed, (context, stop) => RunAsync(context, parsed.GetValue(cluster), parsed.GetValue(all), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string? cluster, bool all, CancellationToken token)
    {
        var backends = await ReadAllAsync(context, cluster, all, token);
        if (context.Screen.Json)
        {
            context.Screen.Line(JsonSerializer.Serialize(new BackendListResponse(backends, null), HttpStatusJson.Default.BackendListResponse));
        }
        else if (backends.Count == 0)
        {
            context.Screen.Note(all ? "No backend is known." : "No backend runs. Ended ones: --all.");
        }
        else if (context.Screen.Results.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            context.Screen.Results.Write(TableOf(backends));
        }
        else
        {
            WriteLines(context.Screen, backends);
        }

        return ExitCodes.Done;
    }

    private static async Task<List<BackendSummary>> ReadAllAsync(CommandContext context, string? cluster, bool all, CancellationToken token)
    {
        var backends = new List<BackendSummary>();
        string? after = null;
        do
        {
            (string Name, string? Value)[] parameters = [("cluster", cluster), ("all", all ? "true" : null), ("after", after)];
            var query = string.Join('&', parameters.Where(static pair => pair.Value is not null).Select(static pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));
            var page = await context.Controller.ListAsync(query.Length == 0 ? "" : "?" + query, token);
            backends.AddRange(page.Backends);
            after = page.Next;
        }
        while (after is not null);

        return backends;
    }

    private static Table TableOf(List<BackendSummary> backends)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Backend", "Status", "Key", "Image", "Drone", "Cluster", "Since");
        foreach (var backend in backends)
        {
            table.AddRow(CellsOf(backend).Select(static cell => new Text(cell)).ToArray());
        }

        return table;
    }

    /// <summary>Tabs between the columns: for scripts.</summary>
    private static void WriteLines(Screen screen, List<BackendSummary> backends)
    {
        foreach (var backend in backends)
        {
            screen.Line(string.Join('\t', CellsOf(backend).Select(static cell => cell.Replace('\t', ' '))));
        }
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
