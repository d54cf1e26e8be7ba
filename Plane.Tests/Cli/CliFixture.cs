using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Tests.Controller;

namespace Plane.Tests.Cli;

/// <summary>A controller with the lease times of production, so that the fake drones' keys outlive slow starts of the command line.</summary>
public sealed class CliFixture : ControllerFixture
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    public Uri Address => Http.BaseAddress!;

    protected override double LeaseScale => 1;

    /// <summary>Runs the command line to its end against the fixture's controller.</summary>
    public Task<CliResult> RunAsync(params string[] arguments) => CliProcess.RunAsync(Address, arguments);

    /// <summary>A drone in a cluster of its own.</summary>
    public Task<FakeDrone> DroneAsync() => StartDroneAsync(NewCluster(), "dr-a");

    /// <summary>Starts <c>plane connect</c> for a new key, and returns once the drone has its backend.</summary>
    public async Task<(CliProcess Process, BackendId Backend)> ConnectAsync(FakeDrone drone, Uri? controller = null, params string[] more)
    {
        var process = await CliProcess.StartAsync(
            null, ["connect", "--key", $"k{Guid.NewGuid():N}", "--image", "plane/test:1", "--cluster", drone.Cluster.Value, "--controller", (controller ?? Address).ToString(), .. more]);
        return (process, await AcceptedAsync(drone));
    }

    /// <summary>Spawns without the command line, up to <c>ready</c>.</summary>
    public async Task<BackendId> ReadyAsync(FakeDrone drone, string? key = null)
    {
        var backend = BackendId.Parse((await ConnectAsync(Body(drone.Cluster, key))).Backend);
        await WrittenAsync(drone, backend);
        await drone.SetStatusAsync(backend, static record => record with { Status = BackendStatus.Ready });
        await SeenAsync(backend, BackendStatus.Ready);
        return backend;
    }

    public Task SeenAsync(BackendId backend, BackendStatus status) =>
        Records.WaitAsync(backend.Value, seen => seen?.Value.Status >= status, Limit, CancellationToken.None).AsTask();

    private static async Task<BackendId> AcceptedAsync(FakeDrone drone)
    {
        await Poll.UntilAsync(() => !drone.Running.IsEmpty, Limit, "the drone to be asked");
        var backend = drone.Running.Keys.Single();
        await WrittenAsync(drone, backend);
        return backend;
    }

    /// <summary>Its record has been written, so that it can be written again.</summary>
    private static Task WrittenAsync(FakeDrone drone, BackendId backend) =>
        Poll.UntilAsync(() => drone.Running.TryGetValue(backend, out var known) && known.Revision > 0, Limit, "the drone to have accepted");
}
