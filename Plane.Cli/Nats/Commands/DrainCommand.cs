using System.CommandLine;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;

namespace Plane.Cli.Nats.Commands;

/// <summary><c>plane --nats URL drain</c>.</summary>
internal static class DrainCommand
{
    public static Command Create(NatsOptions globals)
    {
        var cluster = NamedArguments.Cluster();
        var drones = NamedArguments.Drones();
        var cancel = new Option<bool>("--cancel") { Description = "Take it back." };
        var command = new Command("drain", "Place no more backends on drones; what runs there runs on.") { cluster, drones, cancel };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed, (context, stop) => RunAsync(context, parsed.GetRequiredValue(cluster), parsed.GetRequiredValue(drones), !parsed.GetValue(cancel), stop), token));
        return command;
    }

    /// <summary>One that is refused does not spare the others.</summary>
    private static async Task<int> RunAsync(NatsContext context, ClusterName cluster, DroneId[] drones, bool drain, CancellationToken token)
    {
        var code = ExitCodes.Done;
        foreach (var drone in drones)
        {
            try
            {
                await context.Requests.AskAsync(Subjects.Drain(cluster, drone), new DrainRequest(drone, cluster, drain), NatsJson.Default.DrainRequest, token);
                context.Screen.Line($"Draining {(drain ? "started" : "cancelled")} on drone {drone}.");
            }
            catch (RequestRefusedException refused)
            {
                context.Screen.Error(refused.Message);
                code = ExitCodes.Refused;
            }
        }

        return code;
    }
}
