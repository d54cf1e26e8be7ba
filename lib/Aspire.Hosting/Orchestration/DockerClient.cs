using System.Diagnostics;

namespace Aspire.Hosting.Orchestration;

/// <summary>Short runs of the docker command line.</summary>
internal static class DockerClient
{
    /// <param name="docker">Path of the client.</param>
    /// <param name="arguments">Shown in the error, so no secrets.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="environment">Beside the own one; its values are not shown.</param>
    /// <exception cref="DistributedApplicationException">It failed; the message has what it said.</exception>
    public static async Task RunAsync(
        string docker, IReadOnlyList<string> arguments, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(docker, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new DistributedApplicationException("The docker client did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await output;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new DistributedApplicationException($"docker {string.Join(' ', arguments)} failed: {errors.Trim()}");
        }
    }
}
