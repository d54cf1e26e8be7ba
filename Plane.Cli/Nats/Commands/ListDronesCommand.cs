using System.CommandLine;
using System.Globalization;
using Plane.Cli.Output;
using Plane.Contracts.Json;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Cli.Nats.Commands;

/// <summary><c>plane --nats URL list-drones</c>: those that were heard of within the life of their entry.</summary>
internal static class ListDronesCommand
{
    private static readonly string[] Headers = ["Cluster", "Drone", "State", "Last seen", "Addresses", "Running", "Version"];

    public static Command Create(NatsOptions globals)
    {
        var cluster = NamedArguments.ClusterOnly();
        var command = new Command("list-drones", "List the drones that live.") { cluster };
        command.SetAction((parsed, token) => globals.RunAsync(parsed, (context, stop) => RunAsync(context, parsed.GetValue(cluster), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(NatsContext context, ClusterName? cluster, CancellationToken token)
    {
        var drones = (await context.State.Drones.ListAsync(OpenState.KeysOf(cluster), token))
            .OrderBy(static drone => drone.Value.Cluster.Value, StringComparer.Ordinal)
            .ThenBy(static drone => drone.Value.Drone.Value, StringComparer.Ordinal)
            .ToList();
        if (context.Screen.Json)
        {
            drones.ForEach(drone => context.Screen.Document(drone.Value, StateJson.Default.DroneRecord));
        }
        else if (drones.Count == 0)
        {
            context.Screen.Note($"No drone{(cluster is null ? "" : $" of {cluster}")} has been heard of.");
        }
        else
        {
            Rows.Write(context.Screen, Headers, drones.Select(CellsOf));
        }

        return ExitCodes.Done;
    }

    private static string[] CellsOf(Versioned<DroneRecord> drone) =>
    [
        drone.Value.Cluster.Value,
        drone.Value.Drone.Value,
        drone.Value.State.ToString(),
        StatusText.Time(drone.Created.ToUnixTimeMilliseconds()),
        string.Join(' ', drone.Value.PublicAddresses),
        drone.Value.Running.ToString(CultureInfo.InvariantCulture),
        drone.Value.Version,
    ];
}
