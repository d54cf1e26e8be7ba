using Docker.DotNet.Models;
using Peers;
using Xunit;

namespace Docker.DotNet.Tests.Images;

public sealed class ImageTests : EngineTest
{
    [DockerFact]
    public async Task An_image_is_imported_inspected_tagged_listed_and_deleted()
    {
        var name = Prefix + "image";
        var reports = new Reports<JSONMessage>();
        using var tar = new MemoryStream(TestImage.Exits.ToTar([1, 2, 3]));
        var parameters = new ImagesCreateParameters { Repo = name, Tag = "1", Changes = ["CMD [\"/start\"]", "LABEL a=b"] };

        await Client.Images.CreateImageAsync(parameters, tar, null, reports, Token);
        var seen = await Client.Images.InspectImageAsync(name + ":1", Token);
        await Client.Images.TagImageAsync(name + ":1", new ImageTagParameters { RepositoryName = name, Tag = "2" }, Token);
        var listed = await ListAsync(name);
        var steps = await DeleteAsync(name + ":1", name + ":2");

        Assert.Contains(reports.All, r => r.Status == seen.ID);
        Assert.Equal(["/start"], seen.Config.Cmd);
        Assert.Equal("b", seen.Config.Labels["a"]);
        Assert.True(seen.Size > 0);
        Assert.Single(seen.RootFS.Layers);
        Assert.Equal([name + ":1", name + ":2"], Assert.Single(listed).RepoTags.Order());
        Assert.Contains(steps, s => s.TryGetValue("Deleted", out var id) && id == seen.ID);
        await Assert.ThrowsAsync<DockerImageNotFoundException>(() => Client.Images.InspectImageAsync(name + ":2", Token));
    }

    [DockerFact]
    public async Task Unknown_images_are_not_found()
    {
        await Assert.ThrowsAsync<DockerImageNotFoundException>(() => Client.Images.InspectImageAsync("plane-test/none:1", Token));
        await Assert.ThrowsAsync<DockerImageNotFoundException>(() => Client.Images.DeleteImageAsync("plane-test/none:1", new(), Token));
        await Assert.ThrowsAsync<DockerImageNotFoundException>(
            () => Client.Images.TagImageAsync("plane-test/none:1", new ImageTagParameters { RepositoryName = "x" }, Token));
    }

    [DockerFact]
    public async Task Pruning_removes_the_unused_ones_that_match()
    {
        using var tar = new MemoryStream(TestImage.Exits.ToTar([4]));
        var label = "plane.test.prune=" + Prefix;
        var parameters = new ImagesCreateParameters { Repo = Prefix + "image", Tag = "1", Changes = ["LABEL " + label] };
        await Client.Images.CreateImageAsync(parameters, tar, null, new Reports<JSONMessage>(), Token);
        var filters = new Dictionary<string, IDictionary<string, bool>>
        {
            ["dangling"] = new Dictionary<string, bool> { ["false"] = true },
            ["label"] = new Dictionary<string, bool> { [label] = true },
        };

        var pruned = await Client.Images.PruneImagesAsync(new ImagesPruneParameters { Filters = filters }, Token);

        Assert.Contains(pruned.ImagesDeleted, i => i.Untagged == Prefix + "image:1");
        Assert.True(pruned.SpaceReclaimed > 0);
    }

    private Task<IList<ImagesListResponse>> ListAsync(string reference) => Client.Images.ListImagesAsync(
        new ImagesListParameters
        {
            Filters = new Dictionary<string, IDictionary<string, bool>> { ["reference"] = new Dictionary<string, bool> { [reference] = true } },
        },
        Token);

    private async Task<List<IDictionary<string, string>>> DeleteAsync(params string[] names)
    {
        var steps = new List<IDictionary<string, string>>();
        foreach (var name in names)
        {
            steps.AddRange(await Client.Images.DeleteImageAsync(name, new ImageDeleteParameters(), Token));
        }

        return steps;
    }
}
