using System.Globalization;
using System.Runtime.CompilerServices;
using Docker.DotNet;
using Docker.DotNet.Models;
using Plane.Domain.Identity;
using Plane.State.Backends;

namespace Plane.Drone.Runtime.Docker;

/// <summary>Follows a container's output.</summary>
internal static class ContainerLogs
{
    private const int BufferSize = 16 * 1024;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The two streams are stamped and stored side by side, so that a line may come a little after a later one of the other stream.</summary>
    private const long OverlapSeconds = 10;

    /// <param name="after">Only what came later.</param>
    public static async IAsyncEnumerable<LogLine> FollowAsync(IDockerClient engine, BackendId backend, OutputPosition after, [EnumeratorCancellation] CancellationToken token)
    {
        var parameters = new ContainerLogsParameters
        {
            ShowStdout = true,
            ShowStderr = true,
            Follow = true,
            Timestamps = true,
            Since = after == default ? null : ((Math.Max(after.Output, after.Errors) / NanosecondsPerSecond) - OverlapSeconds).ToString(CultureInfo.InvariantCulture),
        };
        using var stream = await engine.Containers.GetContainerLogsAsync(ContainerName.Of(backend), tty: false, parameters, token);
        var output = new LogSplitter(isError: false, stamped: true);
        var errors = new LogSplitter(isError: true, stamped: true);
        var buffer = new byte[BufferSize];
        while (true)
        {
            var read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, token);
            if (read.EOF)
            {
                break;
            }

            var splitter = read.Target == MultiplexedStream.TargetStream.StandardError ? errors : output;
            foreach (var line in splitter.Add(buffer.AsMemory(0, read.Count)).Where(line => !after.Covers(line.IsError, line.Mark)))
            {
                yield return line;
            }
        }

        foreach (var rest in new[] { output.Rest(), errors.Rest() })
        {
            if (rest is { } line && !after.Covers(line.IsError, line.Mark))
            {
                yield return line;
            }
        }
    }
}
