using System.Text.Json;
using Peers;
using Plane.Tests.Architecture;
using Plane.Tests.Browsing;
using Plane.Tests.Controller.Interactive;

namespace Plane.Tests.Scenarios;

/// <summary>The page about the interactive API tells the truth: what it shows is run.</summary>
[Collection(ToolsCollection.Name)]
public sealed class InteractivePageTests(Topology plane)
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "interactive-api.md"));

    [NodeFact]
    public async Task The_Node_script_on_the_page_runs()
    {
        var image = await plane.Engine.EnsureAsync(TestImage.Http);
        var script = $"page-{Guid.NewGuid():N}.mjs";
        await File.WriteAllTextAsync(Path.Combine(NodeScript.Folder, script), Block("```js\n"));
        try
        {
            var spawned = await NodeScript.RunAsync(script, Topology.Patience, plane.CallSocket.ToString(), InteractiveFixture.Token, "spawn", image);
            var url = spawned.Output.Trim().Split('\n')[^1];
            using var page = await plane.Http.GetAsync(new Uri(url));
            var backend = page.Headers.GetValues("x-plane-backend-id").Single();
            var ran = await NodeScript.RunAsync(script, Topology.Patience, plane.CallSocket.ToString(), InteractiveFixture.Token, "exec", backend, "sh", "-c", "echo hello; exit 3");

            Assert.Equal(0, spawned.ExitCode);
            Assert.True(page.IsSuccessStatusCode);
            Assert.Equal((1, "hello\nthe program ended with exit code 3\n"), ran);
        }
        finally
        {
            File.Delete(Path.Combine(NodeScript.Folder, script));
        }
    }

    [DockerFact("nats-server", "chromium")]
    public async Task The_browser_s_script_on_the_page_runs()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90), TimeProvider.System);
        var image = await plane.Engine.EnsureAsync(TestImage.Http);
        var script = Block("<script>\n", "</script>");
        var use = $"call({Js(plane.CallSocket.ToString())}, {Js(InteractiveFixture.Token)}, 'spawn', [{Js(image)}], (text) => window.seen += text).then(({{ url }}) => window.done = url, ({{ message }}) => window.done = message)";
        await using var browser = await Browser.StartAsync(limit.Token);
        var window = await browser.OpenAsync("about:blank", limit.Token);

        await window.UntilAsync($"{script}\nwindow.seen = ''; {use}; 'begun'", "begun", limit.Token);
        await window.UntilAsync("window.seen.endsWith(window.done + '\\n') && window.seen.startsWith('scheduled\\nloading\\n')", "True", limit.Token);
    }

    private static string Js(string text) => JsonSerializer.Serialize(text);

    private static string Block(string begin, string end = "```")
    {
        var at = Page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return Page[at..Page.IndexOf(end, at, StringComparison.Ordinal)];
    }
}
