using System.Diagnostics;

namespace Aspire.Hosting.Orchestration;

/// <summary>Short runs of command lines: docker's, the SDK's.</summary>
internal static class ToolRun
{
    /// <param name="program">A path, or a name on PATH.</param>
    /// <param name="arguments">Shown in the error, so no secrets.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="environment">Beside the own one; its values are not shown.</param>
    /// <returns>What it printed on standard output.</returns>
    /// <exception cref="DistributedApplicationException">It failed; the message has all that it said.</exception>
    public static async Task<string> OutputOfAsync(
        string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var called = Path.GetFileName(program);
        using var process = Process.Start(start) ?? throw new DistributedApplicationException($"'{called}' did not start.");
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new DistributedApplicationException(
            $"{called} {string.Join(' ', arguments)} failed:\n{output}{await errors}".TrimEnd());
    }
}
