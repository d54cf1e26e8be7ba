using Spectre.Console;

namespace Plane.Cli.Output;

/// <summary>Where a command's words go: results to standard output, progress and errors to standard error, so that results can be piped.</summary>
internal sealed class Screen(IAnsiConsole results, IAnsiConsole progress, bool json)
{
    /// <summary>The process's own terminals.</summary>
    public static Screen OfProcess(bool json) => new(
        Of(Console.Out, Console.IsOutputRedirected),
        Of(Console.Error, Console.IsErrorRedirected),
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

    /// <summary>Colours only on a terminal: Spectre asks the environment, which says nothing about a pipe.</summary>
    private static IAnsiConsole Of(TextWriter writer, bool isRedirected) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = isRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
    });
}
