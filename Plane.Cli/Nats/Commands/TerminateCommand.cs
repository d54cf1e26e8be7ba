using System.CommandLine;
using NATS.Client.JetStream.Models;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.State.Buckets;
using Plane.State.Connection;

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
        await context.Requests.AskAsync(Subjects.Terminate(request.ClusterId, request.BackendId), request, NatsJson.Default.TerminationRequest, token);

        // That is answered alike whether there is such a backend or not; a person wants to know.
        var stream = await context.State.JetStream.StreamAsync(PlaneBuckets.StatusStream, token);
        var last = await stream.FindAsync(new StreamMsgGetRequest { LastBySubj = Subjects.Status(request.BackendId) }, token);
        if (last is null || ForeignJson.Read(last.Data.Span, NatsJson.Default.BackendStateMessage)?.Cluster != request.ClusterId)
        {
            context.Screen.Error($"Nothing is known of a backend {request.BackendId} in cluster {request.ClusterId}.");
            return ExitCodes.NotFound;
        }

        if (!context.Screen.Json)
        {
            context.Screen.Line("Terminated successfully");
        }

        return ExitCodes.Done;
    }
}
