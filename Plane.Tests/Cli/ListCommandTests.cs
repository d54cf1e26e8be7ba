using System.Collections.Concurrent;
using System.Text.Json;
using Peers;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Tests.Cli;

/// <summary><c>plane list</c>.</summary>
public sealed class ListCommandTests(CliFixture plane) : IClassFixture<CliFixture>
{
    [PeerFact]
    public async Task Backends_are_lines_with_tabs_and_ended_ones_are_there_with_all()
    {
        var drone = await plane.DroneAsync();
        var (first, second) = (await plane.ReadyAsync(drone, "list\tone"), await plane.ReadyAsync(drone, "list-two"));
        await drone.EndAsync(first);
        await plane.SeenAsync(first, BackendStatus.Terminated);

        var alive = await plane.RunAsync("list", "--cluster", drone.Cluster.Value);
        var all = await plane.RunAsync("list", "--cluster", drone.Cluster.Value, "--all");

        Assert.Equal((0, ""), (alive.Code, alive.Error));
        Assert.Equal([second.Value, "ready", "tests/list-two", "plane/test:1", "dr-a", drone.Cluster.Value], alive.Lines.Single().Split('\t')[..^1]);
        Assert.Equal(
            [$"{first} terminated tests/list one", $"{second} ready tests/list-two"],
            all.Lines.Select(static line => string.Join(' ', line.Split('\t')[..3])).Order(StringComparer.Ordinal).OrderBy(line => !line.StartsWith(first.Value, StringComparison.Ordinal)));
    }

    [PeerFact]
    public async Task An_empty_list_is_said_to_be_empty_on_standard_error()
    {
        var cluster = CliFixture.NewCluster().Value;

        var text = await plane.RunAsync("list", "--cluster", cluster);
        var json = await plane.RunAsync("list", "--cluster", cluster, "--json");

        Assert.Equal((0, "", "No backend runs. Ended ones: --all."), (text.Code, text.Output, text.Error));
        Assert.Equal(0, JsonElement.Parse(json.Output).GetProperty("backends").GetArrayLength());
    }

    [PeerFact]
    public async Task A_list_of_more_than_a_page_is_whole()
    {
        const int MoreThanAPage = 101;
        var drone = await plane.DroneAsync();
        var ids = new ConcurrentBag<BackendId>();
        await Parallel.ForAsync(0, MoreThanAPage, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, _) => ids.Add(await plane.ReadyAsync(drone)));

        var text = await plane.RunAsync("list", "--cluster", drone.Cluster.Value);
        var json = await plane.RunAsync("list", "--cluster", drone.Cluster.Value, "--json");

        Assert.Equal(ids.Select(static id => id.Value).ToHashSet(), text.Lines.Select(static line => line.Split('\t')[0]).ToHashSet());
        Assert.Equal(MoreThanAPage, JsonElement.Parse(json.Output).GetProperty("backends").GetArrayLength());
    }
}
