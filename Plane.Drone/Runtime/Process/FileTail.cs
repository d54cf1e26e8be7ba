using System.Runtime.CompilerServices;
using Plane.State.Backends;

namespace Plane.Drone.Runtime.Process;

/// <summary>Follows two files that a program writes, until it has ended and everything is read.</summary>
internal static class FileTail
{
    private const int BufferSize = 16 * 1024;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public static async IAsyncEnumerable<LogLine> FollowAsync(ProgramFolder folder, OutputPosition after, TimeProvider clock, [EnumeratorCancellation] CancellationToken token)
    {
        await using var output = Open(folder.Output, after.Output);
        await using var errors = Open(folder.Errors, after.Errors);
        var sources = new[] { (File: output, Lines: new LogSplitter(isError: false, start: output.Position)), (File: errors, Lines: new LogSplitter(isError: true, start: errors.Position)) };
        var buffer = new byte[BufferSize];
        using var leader = ProgramGroup.LeaderPulse(folder);
        while (true)
        {
            // Asked first: what is written before the end is read after this.
            var ended = leader is not { IsAlive: true } && !ProgramGroup.IsAlive(folder);
            var any = false;
            foreach (var (file, lines) in sources)
            {
                if (file.Position >= file.Length)
                {
                    continue;
                }

                var read = await file.ReadAsync(buffer, token);
                any |= read > 0;
                foreach (var line in lines.Add(buffer.AsMemory(0, read)))
                {
                    yield return line;
                }
            }

            if (!any && ended)
            {
                break;
            }

            if (!any)
            {
                await Task.Delay(Look, clock, token);
            }
        }

        foreach (var rest in sources.Select(static source => source.Lines.Rest()).OfType<LogLine>())
        {
            yield return rest;
        }
    }

    private static FileStream Open(string path, long after)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(Math.Min(after, file.Length), SeekOrigin.Begin);
        return file;
    }
}
