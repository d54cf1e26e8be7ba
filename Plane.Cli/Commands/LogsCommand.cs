using System.CommandLine;
using System.CommandLine.Parsing;
using Plane.Client;
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
        var since = new Option<DateTimeOffset?>("--since") { Description = "Nothing older: a time as of RFC 3339, milliseconds since the epoch, or an age like 90s, 10m, 2h.", HelpName = "time", CustomParser = result => TimeOf(result, globals.Time) };
        var command = new Command("logs", "Print what a backend wrote.") { backend, follow, tail, since };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed,
            (context, stop) => RunAsync(
                context, parsed.GetRequiredValue(backend), new LogFilter(parsed.GetValue(tail), parsed.GetValue(since)), parsed.GetValue(follow), stop),
            token));
        return command;
    }

    private static DateTimeOffset? TimeOf(ArgumentResult result, TimeProvider time)
    {
        var text = result.Tokens[0].Value;
        if (Moment.Parse(text, time) is { } moment)
        {
            return moment;
        }

        result.AddError($"'{text}' is neither a time as of RFC 3339, nor milliseconds since the epoch, nor an age like 10m.");
        return null;
    }

    private static async Task<int> RunAsync(CommandContext context, string backend, LogFilter filter, bool follow, CancellationToken token)
    {
        var lines = follow ? context.Controller.FollowLogsAsync(backend, filter, token) : context.Controller.LogsAsync(backend, filter, token);
        await foreach (var line in lines)
        {
            if (context.Screen.Json)
            {
                context.Screen.Document(line, HttpStatusJson.Default.LogLineResponse);
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
