using System.Globalization;
using System.Net;
using System.Text.Json;
using Peers;
using Plane.Controller.Api.Interactive.News;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Tests.Controller.Interactive;

/// <summary>News and systems.</summary>
public sealed class ListTests(UnhurriedFixture plane) : IClassFixture<UnhurriedFixture>, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("plane-news-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("2026-01-13-we-moved.md", "# We have *moved* #\n\nTo here.\n", "2026-01-13-we-moved", "We have *moved*", "To here.")]
    [InlineData("2026-01-13-we-moved.md", "To here.", "2026-01-13-we-moved", "we moved", "To here.")]
    [InlineData("2026-01-13.MD", "\r\n# Title\r\nA\r\nB", "2026-01-13", "Title", "A\nB")]
    [InlineData("2026-02-30-no-day.md", "x", null, null, null)]
    [InlineData("notes.md", "x", null, null, null)]
    public void A_file_is_news_by_the_date_in_its_name(string name, string text, string? id, string? title, string? markdown)
    {
        var item = NewsFile.Read(name, text);

        Assert.Equal((id, title, markdown), (item?.Id, item?.Title, item?.Markdown));
        Assert.True(item is null || item.Date == new DateTimeOffset(2026, 1, 13, 0, 0, 0, TimeSpan.Zero));
    }

    [PeerFact]
    public async Task News_are_files_and_what_goes_on_in_the_clusters_newest_first()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "2026-01-13-first.md"), "# First\n\nTo <script>alert(1)</script> *here*.\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "2026-01-14-second.md"), "Second.\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "draft.md"), "Not yet.\n");
        var (cluster, empty) = (ControllerFixture.NewCluster(), ControllerFixture.NewCluster());
        using var http = await plane.StartControllerAsync(("Plane:Api:Enabled", "true"), ("Plane:Api:NewsFolder", _folder), ("Plane:Controller:DefaultCluster", empty.Value));
        await plane.StartDroneAsync(cluster, "dr-a");
        using var drained = await http.PostAsync($"/ctrl/c/{cluster}/d/dr-a/drain", null);
        Assert.Equal(HttpStatusCode.OK, drained.StatusCode);

        var items = (await GetAsync(http, "/api/v1/news")).EnumerateArray().ToList();
        var dates = items.Select(static item => item.GetProperty("Date").GetDateTimeOffset()).ToList();
        var first = items.Single(static item => item.GetProperty("ID").GetString() == "2026-01-13-first");

        Assert.Equal(dates.OrderDescending(), dates);
        Assert.Equal(["2026-01-14-second", "2026-01-13-first"], items.Select(static item => item.GetProperty("ID").GetString()).Where(static id => id!.StartsWith("2026", StringComparison.Ordinal)));
        Assert.Equal("First", first.GetProperty("Title").GetString());
        Assert.Equal("<p>To &lt;script&gt;alert(1)&lt;/script&gt; <em>here</em>.</p>\n", first.GetProperty("Content").GetString());
        Assert.Contains(items, item => item.GetProperty("Title").GetString() == $"Drone dr-a of {cluster} drains");
        Assert.Contains(items, item => item.GetProperty("Title").GetString() == $"Cluster {empty} has no drone");
    }

    [PeerFact]
    public async Task Systems_are_services_and_public_backends_and_all_that_run_for_who_may_see_them()
    {
        var drone = await plane.StartDroneAsync(ControllerFixture.NewCluster(), "dr-a");
        using var http = await plane.StartControllerAsync(
            [.. InteractiveFixture.Settings, ("Plane:Controller:Spawn:Services:board:Image", "team/board:2"), ("Plane:Controller:Spawn:Cluster", drone.Cluster.Value), ("Plane:Controller:Spawn:Port", FreePort.Tcp().ToString(CultureInfo.InvariantCulture)), ("Plane:Controller:Spawn:Address", "127.0.0.1")]);
        var shown = await SpawnAsync(drone, new { @public = "true", tagline = "A room for two" });
        var hidden = await SpawnAsync(drone, new { tagline = "Mine" });

        foreach (var path in new[] { "/api/v1/systems", "/api/v1/http/systems/", "/api/v1/instances/directory" })
        {
            var open = (await GetAsync(http, path)).EnumerateArray().ToDictionary(static one => one.GetProperty("Slug").GetString()!);
            var all = (await GetAsync(http, path, InteractiveFixture.Token)).EnumerateArray().Select(static one => one.GetProperty("Slug").GetString()!).ToList();

            Assert.Equal(new[] { "board", shown.Value }.Order(), open.Keys.Order());
            Assert.Equal("available", open["board"].GetProperty("Status").GetString());
            Assert.Equal(("A room for two", "ready", $"http://{shown}.{drone.Cluster}/"), (open[shown.Value].GetProperty("Tagline").GetString(), open[shown.Value].GetProperty("Status").GetString(), open[shown.Value].GetProperty("URL").GetString()));
            Assert.Contains(hidden.Value, all);
            Assert.Equal(open.Keys.Except(all), []);
        }
    }

    [PeerFact]
    public async Task The_page_that_shows_the_api_comes_from_the_controller()
    {
        using var http = await plane.StartControllerAsync(("Plane:Api:Enabled", "true"));
        var page = await http.GetStringAsync("/swagger/index.html");
        using var script = await http.GetAsync("/swagger/swagger-ui-bundle.js");
        using var off = await plane.Http.GetAsync("/swagger/index.html");

        Assert.Contains("swagger-ui", page, StringComparison.Ordinal);
        Assert.DoesNotContain("//cdn", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, off.StatusCode);
        Assert.Contains("/openapi/v1.json", page + await http.GetStringAsync("/swagger/index.js"), StringComparison.Ordinal);
    }

    private async Task<BackendId> SpawnAsync(FakeDrone drone, object metadata)
    {
        var answer = await plane.ConnectAsync(new { spawn_config = new { cluster = drone.Cluster.Value, executable = new { image = "plane/test:1" }, host_routing = "open", metadata } });
        var backend = BackendId.Parse(answer.Backend);
        await Poll.UntilAsync(() => drone.Running.TryGetValue(backend, out var known) && known.Revision > 0, Limit, "the drone to have accepted");
        await drone.SetStatusAsync(backend, static record => record with { Status = BackendStatus.Ready });
        await plane.Records.WaitAsync(backend.Value, static seen => seen?.Value.Status == BackendStatus.Ready, Limit, CancellationToken.None);
        return backend;
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string path, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        using var response = await http.SendAsync(request);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }
}
