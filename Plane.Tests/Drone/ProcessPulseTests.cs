using System.Diagnostics;
using Peers;
using Plane.Drone.Runtime;

namespace Plane.Tests.Drone;

/// <summary>A process is seen to live, to be a zombie and to be gone by a file that was opened once.</summary>
public sealed class ProcessPulseTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_process_lives_until_it_ends_whatever_its_name()
    {
        // The kernel shows the name between parentheses and leaves these in it.
        var directory = Directory.CreateTempSubdirectory("plane-pulse-");
        var named = Path.Combine(directory.FullName, "a) Z (b");
        File.CreateSymbolicLink(named, "/bin/sleep");
        using var process = Process.Start(named, "60");
        try
        {
            await Poll.UntilAsync(() => File.ReadAllText($"/proc/{process.Id}/comm").StartsWith("a) Z", StringComparison.Ordinal), Limit, "the program to have its name");
            using var pulse = ProcessPulse.Of(ProcessMark.Of(process.Id)!)!;

            Assert.True(pulse.IsAlive);
            process.Kill();
            await Poll.UntilAsync(() => !pulse.IsAlive, Limit, "its end to be seen");
            Assert.Null(ProcessPulse.Of(new ProcessMark(process.Id, 1)));
        }
        finally
        {
            process.Kill();
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_zombie_does_not_live()
    {
        // The shell becomes a program that never asks for its child.
        using var parent = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "sleep 0.2 & echo $!; exec sleep 60"]) { RedirectStandardOutput = true })!;
        try
        {
            var child = int.Parse((await parent.StandardOutput.ReadLineAsync())!, System.Globalization.CultureInfo.InvariantCulture);
            using var pulse = ProcessPulse.Of(ProcessMark.Of(child)!)!;

            Assert.True(pulse.IsAlive);
            await Poll.UntilAsync(() => !pulse.IsAlive, Limit, "the zombie to be seen as one");
            Assert.Equal("Z", ProcessMark.FieldsOf(child)[0]);
        }
        finally
        {
            parent.Kill();
        }
    }

    [Fact]
    public void Another_process_of_the_same_id_is_not_taken_for_it() =>
        Assert.Null(ProcessPulse.Of(ProcessMark.Of(Environment.ProcessId)! with { StartTicks = 1 }));
}
