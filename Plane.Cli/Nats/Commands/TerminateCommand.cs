using System.CommandLine;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;

namespace Plane.Cli.Nats.Commands;

/// <summary><c>plane --nats URL terminate</c>: have a backend stopped; returns once that is written down.</summary>
internal static class TerminateCommand
{
    public static Command Create(NatsOptions globals)
    {
        var cluster = NamedArguments.Cluster();
        var backend = NamedArguments.Backend();
        var command = new Command("terminate", "Stop a backend.") { cluster, backend };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed, (context, stop) => RunAsync(context, new TerminationRequest(parsed.GetRequiredValue(cluster), parsed.GetRequiredValue(backend)), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(NatsContext context, TerminationRequest request, CancellationToken token)
    {
        // The request is answered alike whether there is such a backend or not; a person wants to know.
        if ((await context.State.Backends.ReadAsync(request.ClusterId, request.BackendId, token)).Result == State.Buckets.ReadResult.Missing)
        {
            context.Screen.Error($"Cluster {request.ClusterId} has no backend {request.BackendId}.");
            return ExitCodes.NotFound;
        }

        await context.Requests.AskAsync(Subjects.Terminate(request.ClusterId, request.BackendId), request, NatsJson.Default.TerminationRequest, token);
        if (!context.Screen.Json)
        {
            context.Screen.Line("Terminated successfully");
        }

        return ExitCodes.Done;
    }
}
