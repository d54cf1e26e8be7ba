using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Plane.Benchmarks.Nats;

/// <summary>The two measurements by the official JavaScript client, in a node process of its own.</summary>
internal sealed class JavaScriptClient(string url, int payloadBytes)
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Nats", "javascript-client.sh");
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "plane-benchmarks-nats-js");

    public async Task<Measured> MeasureAsync(string what, int count, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true };
        foreach (var argument in new[] { Script, Folder, url, what, Text(count), Text(payloadBytes) })
        {
            start.ArgumentList.Add(argument);
        }

        using var node = Process.Start(start)!;
        var output = await node.StandardOutput.ReadToEndAsync(cancellationToken);
        await node.WaitForExitAsync(cancellationToken);
        return node.ExitCode == 0
            ? JsonSerializer.Deserialize<Measured>(output, JsonSerializerOptions.Web)!
            : throw new InvalidOperationException($"The JavaScript client ended with {node.ExitCode}; node and npm are needed.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
