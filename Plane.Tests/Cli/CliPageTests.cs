using System.CommandLine;
using System.Text.RegularExpressions;
using Plane.Cli;
using Plane.Cli.Nats;
using Plane.Tests.Architecture;

namespace Plane.Tests.Cli;

/// <summary>The page about the command line tells the truth.</summary>
public sealed partial class CliPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md"));
    private static readonly RootCommand Root = CommandLine.Create(TimeProvider.System);
    private static readonly RootCommand NatsRoot = NatsCommandLine.Create(TimeProvider.System);

    public static TheoryData<string> Lines => [.. Page.Split('\n').Where(static line => line.StartsWith("plane ", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_on_the_page_is_understood(string line)
    {
        var words = line["plane ".Length..];
        Assert.Empty((NatsCommandLine.IsMeantBy(words.Split(' ')) ? NatsRoot : Root).Parse(words).Errors);
    }

    [Fact]
    public void A_line_that_makes_no_sense_is_not_understood() => Assert.NotEmpty(Root.Parse("terminate my-backend --softly").Errors);

    [Fact]
    public void Every_command_has_a_line_and_every_option_is_named()
    {
        var commands = AllLeaves().ToList();

        Assert.All(commands, static one => Assert.Contains(one.Name, Page, StringComparison.Ordinal));
        Assert.All(
            commands.SelectMany(static one => one.Command.Options).Concat(Root.Options).Concat(NatsRoot.Options).Select(static option => option.Name).Except(["--help", "--version"]).Distinct(),
            static option => Assert.Contains(option, Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_option_on_the_page_exists()
    {
        var options = AllLeaves().SelectMany(static one => one.Command.Options).Concat(Root.Options).Concat(NatsRoot.Options).SelectMany(static option => option.Aliases.Append(option.Name)).ToHashSet();

        Assert.Empty(Option().Matches(Page).Select(static match => match.Value).Except(options));
    }

    private static IEnumerable<(string Name, Command Command)> AllLeaves() => [.. Leaves(Root, "plane"), .. Leaves(NatsRoot, "plane --nats nats://localhost:4222")];

    private static IEnumerable<(string Name, Command Command)> Leaves(Command command, string name) =>
        command.Subcommands.Count == 0 ? [(name, command)] : command.Subcommands.SelectMany(one => Leaves(one, $"{name} {one.Name}"));

    [GeneratedRegex(@"(?<![-\w])--[a-z][a-z-]+")]
    private static partial Regex Option();
}
