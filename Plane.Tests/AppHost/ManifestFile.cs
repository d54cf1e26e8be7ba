using System.Diagnostics;
using System.Text.Json.Nodes;
using Peers;
using Plane.Tests.Architecture;

namespace Plane.Tests.AppHost;

/// <summary>The manifest, as the AppHost publishes it. It is put where its relative paths are the same on every machine.</summary>
public sealed class ManifestFile : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _folder = Directory.CreateDirectory(
        System.IO.Path.Combine(Repository.Root, "artifacts", $"manifest-test-{Environment.ProcessId}"));

    public string Path => System.IO.Path.Combine(_folder.FullName, "aspire-manifest.json");

    public string Text { get; private set; } = string.Empty;

    public JsonObject Resources => JsonNode.Parse(Text)!["resources"]!.AsObject();

    public async Task InitializeAsync()
    {
        var (code, output) = await PublishAsync("--publisher", "manifest", "--output-path", Path);
        Assert.True(code == 0, output);
        Text = await File.ReadAllTextAsync(Path);
    }

    /// <returns>The AppHost's exit code and all it printed.</returns>
    public static async Task<(int Code, string Output)> PublishAsync(params string[] arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = System.IO.Path.Combine(Repository.Root, "artifacts", "bin", "Plane.AppHost", configuration, "Plane.AppHost");
        var (code, output, errors) = await ChildProcess.RunAsync(new ProcessStartInfo(program, arguments), Limit);
        return (code, output + errors);
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}
