using System.CommandLine;
using System.Globalization;
using Plane.Cli.Output;
using Plane.Contracts.Http;
using Plane.Contracts.Json;

namespace Plane.Cli.Commands;

/// <summary><c>plane cluster-state</c>.</summary>
internal static class ClusterStateCommand
{
    private static readonly string[] Headers = ["Node", "Id", "State", "Backends", "Last heartbeat", "Version", "Hash", "Controller"];

    public static Command Create(GlobalOptions globals)
    {
        var cluster = new Argument<string>("cluster") { Description = "Name of the cluster." };
        var command = new Command("cluster-state", "List a cluster's drones and proxies that have been heard of lately.") { cluster };
        command.SetAction((parsed, token) => globals.RunAsync(parsed, (context, stop) => RunAsync(context, parsed.GetRequiredValue(cluster), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string cluster, CancellationToken token)
    {
        var state = await context.Controller.ClusterStateAsync(cluster, token);
        if (context.Screen.Json)
        {
            context.Screen.Document(state, HttpStatusJson.Default.ClusterStateResponse);
        }
        else if (state.Drones.Count + state.Proxies.Count == 0)
        {
            context.Screen.Note($"No drone or proxy of {cluster} has been heard of lately.");
        }
        else
        {
            Rows.Write(context.Screen, Headers, state.Drones.Select(CellsOf).Concat(state.Proxies.Select(CellsOf)));
        }

        return ExitCodes.Done;
    }

    private static string[] CellsOf(DroneSummary drone) =>
    [
        "drone",
        drone.Node.Name.Drone ?? "",
        drone.Draining ? "draining" : drone.Ready ? "ready" : "starting",
        drone.BackendCount.ToString(CultureInfo.InvariantCulture),
        string.Create(CultureInfo.InvariantCulture, $"{drone.LastHeartbeatAge} s ago"),
        .. OfNode(drone.Node),
    ];

    private static string[] CellsOf(NodeSummary proxy) => ["proxy", proxy.Name.Proxy ?? "", "", "", "", .. OfNode(proxy)];

    private static string[] OfNode(NodeSummary node) => [node.PlaneVersion, node.PlaneHash, node.Controller];
}
