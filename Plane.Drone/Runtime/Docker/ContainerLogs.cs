using System.Globalization;
using System.Runtime.CompilerServices;
using Docker.DotNet;
using Docker.DotNet.Models;
using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Docker;

/// <summary>Follows a container's output.</summary>
internal static class ContainerLogs
{
    private const int BufferSize = 16 * 1024;

    /// <param name="since">Only what came later; null for everything.</param>
    public static async IAsyncEnumerable<LogLine> FollowAsync(IDockerClient engine, BackendId backend, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken token)
    {
        var parameters = new ContainerLogsParameters
        {
            ShowStdout = true,
            ShowStderr = true,
            Follow = true,
            Since = since?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        using var stream = await engine.Containers.GetContainerLogsAsync(ContainerName.Of(backend), tty: false, parameters, token);
        var output = new LogSplitter(isError: false);
        var errors = new LogSplitter(isError: true);
        var buffer = new byte[BufferSize];
        while (true)
        {
            var read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, token);
            if (read.EOF)
            {
                break;
            }

            var splitter = read.Target == MultiplexedStream.TargetStream.StandardError ? errors : output;
            foreach (var line in splitter.Add(buffer.AsMemory(0, read.Count)))
            {
                yield return line;
            }
        }

        foreach (var rest in new[] { output.Rest(), errors.Rest() })
        {
            if (rest is { } line)
            {
                yield return line;
            }
        }
    }
}
