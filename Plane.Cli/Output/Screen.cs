using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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

    /// <summary>A line to standard output: no markup, no wrapping.</summary>
    public void Line(string text) => results.Profile.Out.Writer.WriteLine(Plain(text));

    /// <summary>A result as JSON, a line to standard output.</summary>
    public void Document<T>(T value, JsonTypeInfo<T> form) => Line(JsonSerializer.Serialize(value, form));

    /// <summary>A line to standard error, as plain as <see cref="Line"/>: what is result too, but not of the main stream.</summary>
    public void Aside(string text) => progress.Profile.Out.Writer.WriteLine(Plain(text));

    /// <summary>Text to standard error, unless JSON was asked for.</summary>
    public void Note(string text)
    {
        if (!json)
        {
            Tell(text, Color.Grey);
        }
    }

    /// <summary>Text to standard error, in any case: what the reader should do something about.</summary>
    public void Warn(string text) => Tell(text, Color.Yellow);

    public void Error(string text) => Tell(text, Color.Red);

    /// <summary>Programs and names may carry control characters, and a terminal would obey them.</summary>
    public static string Plain(string text) => string.Concat(text.Select(static letter => char.IsControl(letter) && letter != '\t' ? '\uFFFD' : letter));

    private void Tell(string text, Color color)
    {
        if (Console.IsErrorRedirected)
        {
            // Spectre would wrap it at 80 columns.
            progress.Profile.Out.Writer.WriteLine(Plain(text));
        }
        else
        {
            progress.WriteLine(Plain(text), new Style(color));
        }
    }

    /// <summary>Colours only on a terminal: Spectre asks the environment, which says nothing about a pipe.</summary>
    private static IAnsiConsole Of(TextWriter writer, bool isRedirected) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = isRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
    });
}
