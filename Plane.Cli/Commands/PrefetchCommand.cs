using System.CommandLine;
using Plane.Cli.Output;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Domain.Backends;

namespace Plane.Cli.Commands;

/// <summary><c>plane prefetch show</c>, <c>set</c> and <c>clear</c>: images that a cluster's drones pull before anybody asks for them.</summary>
internal static class PrefetchCommand
{
    private static readonly string[] Headers = ["Image", "Pull policy", "Drone", "State", "Error"];

    public static Command Create(GlobalOptions globals) =>
        new("prefetch", "Images that a cluster's drones pull before anybody asks for them.") { Show(globals), Set(globals), Clear(globals) };

    private static Command Show(GlobalOptions globals)
    {
        var cluster = Cluster();
        var command = new Command("show", "Show the list, and how far each drone is with it.") { cluster };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed, async (context, stop) => Write(context, await context.Controller.PrefetchListAsync(parsed.GetRequiredValue(cluster), stop)), token));
        return command;
    }

    private static Command Set(GlobalOptions globals)
    {
        var cluster = Cluster();
        var images = new Argument<string[]>("image") { Description = "The whole list, which replaces the one before.", Arity = ArgumentArity.OneOrMore };
        var pull = new Option<PullPolicy?>("--pull-policy") { Description = "IfNotPresent (default), or Always: the registry is asked at each change and each start of a drone." };
        var command = new Command("set", "Replace the list.") { cluster, images, pull };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed,
            (context, stop) => ReplaceAsync(
                context,
                parsed.GetRequiredValue(cluster),
                [.. parsed.GetRequiredValue(images).Select(image => new PrefetchEntry { Image = image, PullPolicy = parsed.GetValue(pull) })],
                stop),
            token));
        return command;
    }

    private static Command Clear(GlobalOptions globals)
    {
        var cluster = Cluster();
        var command = new Command("clear", "Empty the list. Images that are there stay until they are pruned.") { cluster };
        command.SetAction((parsed, token) => globals.RunAsync(parsed, (context, stop) => ReplaceAsync(context, parsed.GetRequiredValue(cluster), [], stop), token));
        return command;
    }

    private static Argument<string> Cluster() => new("cluster") { Description = "Name of the cluster." };

    private static async Task<int> ReplaceAsync(CommandContext context, string cluster, IEnumerable<PrefetchEntry> images, CancellationToken token) =>
        Write(context, await context.Controller.ReplacePrefetchListAsync(cluster, new PrefetchRequest { Images = [.. images] }, token));

    private static int Write(CommandContext context, PrefetchResponse list)
    {
        if (context.Screen.Json)
        {
            context.Screen.Document(list, HttpJson.Default.PrefetchResponse);
        }
        else if (list.Images.IsEmpty)
        {
            context.Screen.Note("The list is empty.");
        }
        else
        {
            Rows.Write(context.Screen, Headers, list.Images.SelectMany(image => RowsOf(image, list)));
        }

        return ExitCodes.Done;
    }

    /// <summary>One for each drone; a drone that has not seen the list yet says nothing of the image.</summary>
    private static IEnumerable<string[]> RowsOf(PrefetchedImage image, PrefetchResponse list) => list.Drones.IsEmpty
        ? [[image.Image, image.PullPolicy.ToString(), "", "", ""]]
        : list.Drones.Select(drone =>
        {
            var progress = drone.Images.FirstOrDefault(one => one.Image == image.Image);
            return new[] { image.Image, image.PullPolicy.ToString(), drone.Drone, progress?.State ?? "waiting", progress?.Error ?? "" };
        });
}
