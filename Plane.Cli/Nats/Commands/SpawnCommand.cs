using System.CommandLine;
using System.Text.Json;
using Plane.Cli.Commands;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;

namespace Plane.Cli.Nats.Commands;

/// <summary><c>plane --nats URL spawn</c>: schedule a backend, or get the one that has a lock.</summary>
internal static class SpawnCommand
{
    public static Command Create(NatsOptions globals)
    {
        var cluster = NamedArguments.Cluster();
        var image = new Argument<string>("image") { Description = "What to run: an image reference." };
        var timeout = new Option<int>("--timeout") { Description = "Stop it when nobody has been connected for so many seconds.", DefaultValueFactory = static _ => 300 };
        var port = new Option<ushort?>("--port", "-p") { Description = "Port the program listens on, given to it as PORT. Default: 8080." };
        var env = EnvironmentOption.Create("--env", "-e");
        var name = new Option<string?>("--lock") { Description = "Name of a lock: whoever else names it gets the same backend." };
        var mount = new Option<string[]>("--mount") { Description = "Path on the drone to mount, and where; may be repeated.", HelpName = "host path:container path" };
        var bearer = new Option<bool>("--require-bearer-token") { Description = "Let nobody in without the token that is printed." };
        var id = new Option<BackendId?>("--id") { Description = "Backend id to use; must never have been used.", CustomParser = NamedArguments.BackendOf };
        var command = new Command("spawn", "Schedule a backend and print its URL.") { cluster, image, timeout, port, env, name, mount, bearer, id };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed,
            (context, stop) => RunAsync(
                context,
                new ScheduleRequest
                {
                    Cluster = parsed.GetRequiredValue(cluster),
                    BackendId = parsed.GetValue(id),
                    MaxIdleSecs = parsed.GetValue(timeout),
                    Metadata = [],
                    Executable = new NatsExecutable
                    {
                        Image = parsed.GetRequiredValue(image),
                        Env = EnvironmentOption.ValuesOf(parsed.GetValue(env)),
                        Port = parsed.GetValue(port),
                        VolumeMounts = [.. parsed.GetValue(mount) ?? []],
                    },
                    RequireBearerToken = parsed.GetValue(bearer),
                    Lock = parsed.GetValue(name),
                },
                stop),
            token));
        return command;
    }

    private static async Task<int> RunAsync(NatsContext context, ScheduleRequest request, CancellationToken token)
    {
        var reply = await context.Requests.AskAsync(Subjects.Schedule(request.Cluster), request, NatsJson.Default.ScheduleRequest, token);
        if (JsonSerializer.Deserialize(reply, NatsJson.Default.ScheduleReply)!.Scheduled is not { } scheduled)
        {
            context.Screen.Error($"No drone of cluster {request.Cluster} takes a backend. To see which there are: plane --nats URL list-drones");
            return ExitCodes.Refused;
        }

        if (context.Screen.Json)
        {
            context.Screen.Document(scheduled, NatsJson.Default.ScheduledBackend);
        }
        else
        {
            Tell(context, request.Cluster, scheduled);
        }

        return ExitCodes.Done;
    }

    private static void Tell(NatsContext context, ClusterName cluster, ScheduledBackend scheduled)
    {
        var screen = context.Screen;
        screen.Line(scheduled.Spawned ? "Backend scheduled." : "A backend already held the desired lock.");
        screen.Line($"URL: {cluster.Scheme}://{scheduled.BackendId}.{cluster}");
        screen.Line($"Drone: {scheduled.Drone}");
        screen.Line($"Backend ID: {scheduled.BackendId}");
        if (scheduled.BearerToken is { } bearer)
        {
            screen.Line($"Bearer token: {bearer}");
        }
    }
}
