using System.CommandLine;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Cli.Nats.Commands;

/// <summary><c>plane --nats URL mark-backend-lost</c>: for a record that nobody ends, although its backend is gone.</summary>
internal static class MarkBackendLostCommand
{
    public static Command Create(NatsOptions globals)
    {
        var cluster = NamedArguments.Cluster();
        var backends = NamedArguments.Backends();
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var command = new Command("mark-backend-lost", "Declare backends lost. Refused while a drone holds their key.") { cluster, backends, yes };
        command.SetAction((parsed, token) => globals.RunAsync(
            parsed, (context, stop) => RunAsync(context, parsed.GetRequiredValue(cluster), parsed.GetRequiredValue(backends), parsed.GetValue(yes), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(NatsContext context, ClusterName cluster, BackendId[] backends, bool yes, CancellationToken token)
    {
        if (!yes && !IsAgreed(context, backends.Length))
        {
            return ExitCodes.Refused;
        }

        var code = ExitCodes.Done;
        foreach (var backend in backends)
        {
            var (fault, faultCode) = await MarkAsync(context, cluster, backend, token);
            if (fault is null)
            {
                context.Screen.Line($"{backend} is marked as lost.");
            }
            else
            {
                context.Screen.Error(fault);
                code = faultCode;
            }
        }

        return code;
    }

    private static bool IsAgreed(NatsContext context, int count)
    {
        if (Console.IsInputRedirected)
        {
            context.Screen.Error("Nobody can be asked whether this is meant; --yes says so.");
            return false;
        }

        context.Screen.Warn($"Mark {count} {(count == 1 ? "backend" : "backends")} as lost? Their keys will be free for others. [y/N]");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private static async Task<(string? Fault, int Code)> MarkAsync(NatsContext context, ClusterName cluster, BackendId backend, CancellationToken token)
    {
        var read = await context.State.Backends.ReadAsync(cluster, backend, token);
        return read.Result switch
        {
            ReadResult.Missing => ($"Cluster {cluster} has no backend {backend}.", ExitCodes.NotFound),
            ReadResult.Unanswered => ("The store did not answer in time.", ExitCodes.Unreachable),
            _ => (await LostMark.SetAsync(context.State, read.Entry!, token), ExitCodes.Refused),
        };
    }
}
