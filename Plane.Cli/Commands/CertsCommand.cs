using System.CommandLine;
using System.Globalization;
using Plane.Cli.Output;
using Plane.Contracts.Http;
using Plane.Contracts.Json;

namespace Plane.Cli.Commands;

/// <summary><c>plane certs</c>: which certificates there are, and what is the matter with the others.</summary>
internal static class CertsCommand
{
    private static readonly string[] Headers = ["Cluster", "Drone", "Domain", "From", "Good until", "Renewed at", "Last issued", "Failures", "Tried again at", "Error"];

    public static Command Create(GlobalOptions globals)
    {
        var cluster = new Argument<string?>("cluster") { Description = "Name of a cluster; all of them without it.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("certs", "List the certificates of clusters and domains that drones have ordered or were given: until when they are good, when they are renewed, and what is the matter.") { cluster };
        command.SetAction((parsed, token) => globals.RunAsync(parsed, (context, stop) => RunAsync(context, parsed.GetValue(cluster), stop), token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string? cluster, CancellationToken token)
    {
        var list = await context.Controller.CertificatesAsync(cluster, token);
        if (context.Screen.Json)
        {
            context.Screen.Document(list, HttpStatusJson.Default.CertificatesResponse);
        }
        else if (list.Certificates.Count == 0)
        {
            context.Screen.Note($"No drone{(cluster is null ? "" : $" of {cluster}")} has certificates.");
        }
        else
        {
            Rows.Write(context.Screen, Headers, list.Certificates.Select(CellsOf));
        }

        return ExitCodes.Done;
    }

    private static string[] CellsOf(CertificateSummary one) =>
    [
        one.Cluster,
        one.Drone,
        one.Domain ?? "",
        one.File ?? one.Source ?? "",
        one.NotAfter is { } end ? StatusText.Time(end) : "none yet",
        TimeOf(one.RenewAt),
        TimeOf(one.Issued),
        one.Failures.ToString(CultureInfo.InvariantCulture),
        TimeOf(one.RetryAt),
        one.Error ?? "",
    ];

    private static string TimeOf(long? milliseconds) => milliseconds is { } time ? StatusText.Time(time) : "";
}
