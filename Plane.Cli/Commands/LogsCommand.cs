using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;

namespace Plane.Cli.Commands;

/// <summary><c>plane logs</c>: what a backend wrote to its standard output goes to ours, the rest to standard error.</summary>
internal static class LogsCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var backend = new Argument<string>("backend") { Description = "Backend id." };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what it writes, until it ends." };
        var tail = new Option<int?>("--tail") { Description = "At most so many of the lines that are there. Default: all that are kept (500)." };
        var since = new Option<string?>("--since") { Description = "Nothing older: a time as of RFC 3339, or milliseconds since the epoch." };
        var command = new Command("logs", "Print what a backend wrote.") { backend, follow, tail, since };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed,
            (context, stop) => RunAsync(context, parsed.GetRequiredValue(backend), QueryOf(parsed.GetValue(follow), parsed.GetValue(tail), parsed.GetValue(since)), stop),
            token));
        return command;
    }

    private static string QueryOf(bool follow, int? tail, string? since)
    {
        (string Name, string? Value)[] parameters = [("follow", follow ? "true" : null), ("tail", tail?.ToString(CultureInfo.InvariantCulture)), ("since", since)];
        var query = string.Join('&', parameters.Where(static pair => pair.Value is not null).Select(static pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));
        return query.Length == 0 ? "" : "?" + query;
    }

    private static async Task<int> RunAsync(CommandContext context, string backend, string query, CancellationToken token)
    {
        await foreach (var line in context.Controller.LogsAsync(backend, query, token))
        {
            if (context.Screen.Json)
            {
                context.Screen.Line(JsonSerializer.Serialize(line, HttpStatusJson.Default.LogLineResponse));
            }
            else if (line.Kind == BackendLogKind.Stdout)
            {
                context.Screen.Line(line.Text);
            }
            else
            {
                context.Screen.Aside(line.Kind == BackendLogKind.Meta ? $"plane: {line.Text}" : line.Text);
            }
        }

        return ExitCodes.Done;
    }
}
