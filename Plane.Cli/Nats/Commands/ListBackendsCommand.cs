using System.CommandLine;
using Plane.Cli.Output;
using Plane.Contracts.Json;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Cli.Nats.Commands;

/// <summary><c>plane --nats URL list-backends</c>: what the state has, with no controller asked.</summary>
internal static class ListBackendsCommand
{
    private static readonly string[] Headers = ["Cluster", "Backend", "Status", "Drone", "Image", "Since"];

    public static Command Create(NatsOptions globals)
    {
        var cluster = NamedArguments.ClusterOnly();
        var all = new Option<bool>("--all") { Description = "Ended ones too." };
        var command = new Command("list-backends", "List backends, newest change first.") { cluster, all };
        command.SetAction((parsed, token) => globals.RunAsync(parsed, (context, stop) => RunAsync(context, parsed.GetValue(cluster), parsed.GetValue(all), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(NatsContext context, ClusterName? cluster, bool all, CancellationToken token)
    {
        var backends = (await context.State.Records.ListAsync(OpenState.KeysOf(cluster), token))
            .Where(backend => all || backend.Value.Status != BackendStatus.Terminated)
            .Reverse()
            .ToList();
        if (context.Screen.Json)
        {
            backends.ForEach(backend => context.Screen.Document(backend.Value, StateJson.Default.BackendRecord));
        }
        else if (backends.Count == 0)
        {
            context.Screen.Note(all ? "No backend is known." : "No backend runs. Ended ones: --all.");
        }
        else
        {
            Rows.Write(context.Screen, Headers, backends.Select(CellsOf));
        }

        return ExitCodes.Done;
    }

    private static string[] CellsOf(Versioned<BackendRecord> backend) =>
    [
        backend.Value.Cluster.Value,
        backend.Value.Backend.Value,
        StatusText.Word(backend.Value.Status),
        backend.Value.Drone.Value,
        backend.Value.Image,
        StatusText.Time(backend.Created.ToUnixTimeMilliseconds()),
    ];
}
