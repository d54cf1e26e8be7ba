using Peers;
using Plane.Client;
using Plane.Domain.Backends;
using Plane.Tests.Architecture;
using Plane.Tests.Controller;

namespace Plane.Tests.Client;

/// <summary>What the client's README shows does what it says.</summary>
public sealed class ReadmeTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void The_sample_is_the_one_that_is_compiled()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "Plane.Client", "README.md"));
        var compiled = LinesOf(File.ReadAllText(Path.Combine(Repository.Root, "Plane.Tests", "Client", "SampleUsage.cs"))).ToHashSet();

        var sample = LinesOf(readme.Split("```csharp")[1].Split("```")[0]).Where(static line => !line.StartsWith("using var plane", StringComparison.Ordinal));

        Assert.Empty(sample.Except(compiled));
    }

    [PeerFact]
    public async Task The_sample_runs()
    {
        var drone = await plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a");
        var http = await plane.StartControllerAsync(("Plane:Controller:DefaultCluster", drone.Cluster.Value));
        using var client = new PlaneClient(http.BaseAddress!);
        await using var told = new StringWriter();
        var running = Task.Run(() => SampleUsage.RunAsync(client, told));
        await Poll.UntilAsync(() => drone.Running.Values.Any(static known => known.Revision > 0), Limit, "the drone to have accepted");

        await drone.SetStatusAsync(drone.Running.Keys.Single(), static record => record with { Status = BackendStatus.Ready });
        await running.WaitAsync(Limit);

        var lines = told.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith($"http://{drone.Cluster}/", lines[0], StringComparison.Ordinal);
        Assert.Equal(["Scheduled", "Loading", "Ready", $"{drone.Running.Keys.Single()} Ready"], lines[1..]);
    }

    private static IEnumerable<string> LinesOf(string text) => text.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0);
}
