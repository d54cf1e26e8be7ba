using System.CommandLine;
using System.Globalization;
using Plane.Cli.Output;
using Plane.Contracts.Http;
using Plane.Contracts.Json;

namespace Plane.Cli.Commands;

/// <summary><c>plane activity</c>: why a backend is alive, and when it would stop.</summary>
internal static class ActivityCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var backend = new Argument<string>("backend") { Description = "Backend id." };
        var command = new Command("activity", "Show who is connected to a backend, and when and why it would stop.") { backend };
        command.SetAction((parsed, token) => globals.RunAsync(parsed, (context, stop) => RunAsync(context, parsed.GetRequiredValue(backend), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string backend, CancellationToken token)
    {
        var activity = await context.Controller.ActivityAsync(backend, token);
        if (context.Screen.Json)
        {
            context.Screen.Document(activity, HttpStatusJson.Default.ActivityResponse);
            return ExitCodes.Done;
        }

        foreach (var line in LinesOf(activity))
        {
            context.Screen.Line(line);
        }

        return ExitCodes.Done;
    }

    private static IEnumerable<string> LinesOf(ActivityResponse activity)
    {
        yield return $"Status:   {StatusText.End(activity.Status)}";
        if (activity.Open is not { } open)
        {
            yield break;
        }

        yield return $"Drone:    {activity.Drone} of {activity.Cluster}";
        yield return string.Create(CultureInfo.InvariantCulture, $"Open:     {open}{(activity.IdleSince is { } idle ? $", nobody since {StatusText.Time(idle)}" : "")}");
        yield return $"Stops:    {(activity.StopsAt is { } stop ? StatusText.Time(stop) : "not as things are")} ({activity.Why})";
        if (activity.LifetimeEnds is { } end)
        {
            yield return $"Lifetime: until {StatusText.Time(end)}";
        }

        foreach (var one in activity.Connections ?? [])
        {
            yield return $"  {StatusText.Time(one.Opened)}  {one.Peer}  {one.Route}  {one.Method} {one.Path}  {one.UserAgent}";
        }
    }
}
