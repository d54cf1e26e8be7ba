using System.Text.RegularExpressions;

namespace Aspire.Hosting.Orchestration;

internal static partial class AnsiText
{
    /// <summary>The text without ECMA-48 control sequences (colours, cursor moves).</summary>
    public static string Strip(string text) => text.Contains('\e', StringComparison.Ordinal) ? Sequence().Replace(text, string.Empty) : text;

    [GeneratedRegex(@"\e\[[0-?]*[ -/]*[@-~]")]
    private static partial Regex Sequence();
}
