using System.Diagnostics;
using Peers;

namespace Plane.Tests.Storm;

/// <summary>What a storm's engine forgot is ended with it.</summary>
public sealed class LeftProcessesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Whatever_names_the_folder_is_killed_with_its_children_and_nothing_else()
    {
        var folder = Directory.CreateTempSubdirectory("plane-left-").FullName;
        using var shim = await HolderAsync($"{folder}/containerd.sock");
        using var stranger = await HolderAsync($"{folder}-of-another/containerd.sock");
        await Poll.UntilAsync(() => LeftProcesses.Of(folder).Count == 2, Limit, "the shim and what it holds");
        var held = LeftProcesses.Of(folder)[0];

        await LeftProcesses.KillAsync(folder, Limit);

        await shim.WaitForExitAsync().WaitAsync(Limit);
        await Poll.UntilAsync(() => !Directory.Exists($"/proc/{held}"), Limit, "what the shim held to end");
        Assert.False(stranger.HasExited);
        stranger.Kill(entireProcessTree: true);
        Directory.Delete(folder);
    }

    /// <summary>Holds a child as a shim holds a container.</summary>
    private static Task<Process> HolderAsync(string address) => ChildProcess.StartAsync(new ProcessStartInfo("/bin/sh", ["-c", "sleep 300; true", address]));
}
