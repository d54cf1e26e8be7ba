using System.Diagnostics;
using Peers;
using Plane.Domain.Backends;
using Plane.Drone.Guard;
using Plane.Tests.Storm;

namespace Plane.Tests.Drone;

/// <summary>A drone whose state directory has no room left: what runs goes on, what is new is refused, and room is all it takes to mend it.</summary>
[Trait(Pace.Name, Pace.Timed)]
public sealed class FullDiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly BackendSpec Serving = new() { Image = TestImage.Http.Name, PullPolicy = PullPolicy.Never };

    [StormFact]
    public async Task On_a_full_disk_the_session_lives_on_and_a_new_one_is_refused_until_there_is_room()
    {
        await using var bench = await DroneBench.StartAsync();
        await bench.Engine.EnsureAsync(TestImage.Http);
        await using var disk = await SmallDisk.MountAsync(bench.StateDirectory);
        await bench.StartDroneAsync();
        var running = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        var ready = await bench.Controller.UntilAsync(running, BackendStatus.Ready);

        disk.Fill();
        var before = new GuardJournal(bench.StateDirectory).Find(running.Backend)!;
        var (_, message) = await bench.Controller.ReserveAsync(bench.Drone, Serving, new BackendLimits());
        var refused = await bench.Controller.SendAsync(message);
        await Poll.UntilAsync(() => DeadlineOf(bench, running) > before.Deadline + bench.Timings.Ttl, Patience, "renewals over one TTL to be told to the guard");
        disk.Empty();
        var next = await bench.Controller.SpawnAsync(bench.Drone, Serving);
        await bench.Controller.UntilAsync(next, BackendStatus.Ready);

        Assert.Equal((false, "the guard's journal cannot be written"), (refused.Accepted, refused.Refusal));
        Assert.Equal(ready, await bench.Controller.RecordAsync(running));
        Assert.True(before.Process!.IsAlive);
        foreach (var spawned in new[] { running, next })
        {
            // While their journal is there: the disk is unmounted before the drone stops.
            await bench.TerminateAsync(spawned, TerminationKind.Hard);
            await bench.Controller.UntilAsync(spawned, BackendStatus.Terminated);
        }
    }

    private static TimeSpan DeadlineOf(DroneBench bench, SpawnedByHand running) => new GuardJournal(bench.StateDirectory).Find(running.Backend)?.Deadline ?? TimeSpan.MinValue;

    /// <summary>A file system of 64 KiB in memory.</summary>
    private sealed class SmallDisk(string folder) : IAsyncDisposable
    {
        private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

        private string Filler => Path.Combine(folder, "filler");

        public static async Task<SmallDisk> MountAsync(string folder)
        {
            Directory.CreateDirectory(folder);
            await RunAsync("mount", "-t", "tmpfs", "-o", "size=64k", "plane-test", folder);
            return new SmallDisk(folder);
        }

        public void Fill()
        {
            using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            try
            {
                while (true)
                {
                    file.Write(new byte[4096]);
                }
            }
            catch (IOException)
            {
                // Full.
            }
        }

        public void Empty() => File.Delete(Filler);

        public async ValueTask DisposeAsync() => await RunAsync("umount", "--lazy", folder);

        private static async Task RunAsync(string program, params string[] arguments)
        {
            var (code, _, errors) = await ChildProcess.RunAsync(new ProcessStartInfo(program, arguments), Limit);
            Assert.True(code == 0, errors);
        }
    }
}
