using Spectre.Console;

namespace Plane.Cli.Output;

/// <summary>Where a command's words go: results to standard output, progress and errors to standard error, so that results can be piped.</summary>
internal sealed class Screen(IAnsiConsole results, IAnsiConsole progress, bool json)
{
    /// <summary>The process's own terminals.</summary>
    public static Screen OfProcess(bool json) => new(
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) }),
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }),
        json);

    /// <summary>Results as JSON, one document a line.</summary>
    public bool Json => json;

    /// <summary>A spinner can turn: standard error is a terminal.</summary>
    public bool IsLive => progress.Profile.Capabilities.Interactive && !Console.IsErrorRedirected && !json;

    public IAnsiConsole Results => results;

    public IAnsiConsole Progress => progress;

    /// <summary>Text to standard output, as it is: no markup, no wrapping.</summary>
    public void Line(string text) => results.Profile.Out.Writer.WriteLine(text);

    /// <summary>Text to standard error, unless JSON was asked for.</summary>
    public void Note(string text)
    {
        if (!json)
        {
            progress.MarkupLineInterpolated($"[grey]{text}[/]");
        }
    }

    public void Error(string text) => progress.MarkupLineInterpolated($"[red]{text}[/]");
}
