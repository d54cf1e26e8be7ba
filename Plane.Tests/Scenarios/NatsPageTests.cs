using System.Text.RegularExpressions;
using Peers;
using Plane.Tests.Architecture;
using Plane.Tests.Permissions;

namespace Plane.Tests.Scenarios;

/// <summary>The examples of docs/nats-api.md, run as they stand there: each language's blocks are one program.</summary>
[Collection(ToolsCollection.Name)]
public sealed partial class NatsPageTests(Topology plane)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "nats-api.md"));

    [DockerFact("nats-server", "node")]
    public async Task The_JavaScript_runs()
    {
        var program = string.Join('\n', BlocksOf("js"))
            .Replace("'nats://localhost:4222'", $"'{plane.Permitted.UrlOf(PermittedNats.Anybody)}'", StringComparison.Ordinal)
            .Replace("'localhost:9091'", $"'{plane.Cluster}'", StringComparison.Ordinal)
            .Replace("'plane/drop-four'", $"'{TestImage.Http.Name}'", StringComparison.Ordinal);
        await plane.Engine.EnsureAsync(TestImage.Http);
        var file = $"nats-page-{Guid.NewGuid():N}.mjs";
        await File.WriteAllTextAsync(Path.Combine(NodeScript.Folder, file), program);
        try
        {
            var (code, said) = await NodeScript.RunAsync(file, Limit);

            Assert.True(code == 0, said);
            Check(said);
        }
        finally
        {
            File.Delete(Path.Combine(NodeScript.Folder, file));
        }
    }

    [DockerFact("nats-server")]
    public async Task The_CSharp_runs()
    {
        await plane.Engine.EnsureAsync(TestImage.Http);
        await using var output = new StringWriter();
        using var said = TextWriter.Synchronized(output);

        await NatsPageProgram.RunAsync(plane.Permitted.UrlOf(PermittedNats.Anybody), plane.Cluster.Value, TestImage.Http.Name, said).WaitAsync(Limit);

        Check(output.ToString());
    }

    [Fact]
    public void The_CSharp_of_the_page_is_what_is_run()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "Plane.Tests", "Scenarios", "NatsPageProgram.cs"));
        var blocks = BlocksOf("csharp").ToList();

        // The first lines of the page are the program's parameters.
        blocks[0] = blocks[0][blocks[0].IndexOf("await using", StringComparison.Ordinal)..];

        Assert.True(blocks.Count > 5);
        Assert.Contains(WordsOf(string.Join('\n', blocks)), WordsOf(source).Replace("output.Write", "Console.Write", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_subject_has_an_example_in_both_languages()
    {
        foreach (var section in Page.Split("\n## ").Skip(1))
        {
            Assert.True(section.Contains("```js", StringComparison.Ordinal) && section.Contains("```csharp", StringComparison.Ordinal), section.Split('\n')[0]);
        }
    }

    /// <summary>What every line of the page prints, in its order.</summary>
    private static void Check(string said)
    {
        Assert.Matches(@"http://\S+ on dr-\w+, new", said);
        Assert.Contains(" has it", said, StringComparison.Ordinal);
        Assert.Matches(@"Z Loading\n(?s:.*)Z Starting\n(?s:.*)Z Ready\n", said);
        Assert.Contains("Stdout: listening on 8080", said, StringComparison.Ordinal);
        Assert.Matches(@"\d+ MiB, \d+\.\d % of the processors", said);
        Assert.Matches("INFO .* is ", said);
        Assert.Contains("Z Terminated", said, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(said, "^true", RegexOptions.Multiline));
    }

    private static IEnumerable<string> BlocksOf(string language) => Block().Matches(Page).Where(match => match.Groups[1].Value == language).Select(static match => match.Groups[2].Value);

    private static string WordsOf(string code) => Space().Replace(code, " ");

    [GeneratedRegex(@"```(\w+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
