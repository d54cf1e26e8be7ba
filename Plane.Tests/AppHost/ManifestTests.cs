using System.Text.Json.Nodes;
using Peers;
using Plane.Tests.Architecture;

namespace Plane.Tests.AppHost;

public sealed class ManifestTests(ManifestFile manifest) : IClassFixture<ManifestFile>
{
    private static readonly string Golden = Path.Combine(Repository.Root, "Plane.Tests", "AppHost", "Golden", "aspire-manifest.json");

    [Fact]
    public async Task It_is_the_golden_one_line_by_line()
    {
        if (Environment.GetEnvironmentVariable("PLANE_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(Golden, manifest.Text + "\n");
        }

        Assert.Equal((await File.ReadAllTextAsync(Golden)).TrimEnd().Split('\n'), manifest.Text.Split('\n'));
    }

    [AspireSchemaFact]
    public async Task It_keeps_to_the_schema()
    {
        var (code, faults) = await NodeScript.RunAsync("validate.mjs", TimeSpan.FromSeconds(60), AspireSchemaFactAttribute.File!, manifest.Path);

        Assert.True(code == 0, faults);
    }

    [AspireSchemaFact]
    public async Task The_schema_would_find_a_wrong_word()
    {
        var broken = Path.Combine(Path.GetDirectoryName(manifest.Path)!, "broken.json");
        await File.WriteAllTextAsync(broken, manifest.Text.Replace("\"transport\": \"tcp\"", "\"transport\": \"udp\"", StringComparison.Ordinal));

        var (code, faults) = await NodeScript.RunAsync("validate.mjs", TimeSpan.FromSeconds(60), AspireSchemaFactAttribute.File!, broken);

        Assert.Equal(1, code);
        Assert.Contains("/resources/nats/bindings/tcp/transport", faults, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_placeholder_stands_for_something() => Assert.Empty(ManifestReferences.Dangling(manifest.Resources));

    [Fact]
    public void Azd_refuses_none_of_it() => Assert.Empty(AzdRules.Broken(manifest.Resources));

    [Fact]
    public void Every_project_it_names_is_there() => Assert.All(
        manifest.Resources.Select(static pair => (string?)pair.Value!["path"]).OfType<string>(),
        path => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(manifest.Path)!, path)), path));

    [Fact]
    public void No_secret_is_in_it() => Assert.All(
        manifest.Resources.Where(static pair => (bool?)pair.Value!["inputs"]?["value"]?["secret"] == true),
        static pair => Assert.Null(pair.Value!["inputs"]!["value"]!["default"]?["value"]));

    [Fact]
    public async Task Without_a_path_it_says_what_is_missing_and_fails()
    {
        var (code, output) = await ManifestFile.PublishAsync("--publisher", "manifest");

        Assert.Equal(1, code);
        Assert.Contains("--output-path", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newer_spelling_publishes_the_same_into_a_folder()
    {
        var folder = Path.Combine(Path.GetDirectoryName(manifest.Path)!, "deep");
        var (code, output) = await ManifestFile.PublishAsync("--operation", "publish", "--step", "publish-manifest", "--output-path", folder);

        Assert.True(code == 0, output);
        Assert.Equal(
            manifest.Resources.Select(static pair => pair.Key),
            JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "aspire-manifest.json")))!["resources"]!.AsObject().Select(static pair => pair.Key));
    }
}
