using System.Globalization;
using System.Text.RegularExpressions;

namespace Plane.Controller.Api.Interactive.News;

/// <summary>From a Markdown file to an item of news. The date is the name's, the title the first heading's, else the rest of the name. Pure.</summary>
internal static partial class NewsFile
{
    /// <param name="name">Of the file, without its folder.</param>
    /// <returns>Null where the name has no date.</returns>
    public static NewsItem? Read(string name, string text)
    {
        if (Dated().Match(name) is not { Success: true } dated
            || !DateOnly.TryParseExact(dated.Groups["date"].ValueSpan, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return null;
        }

        var body = text.ReplaceLineEndings("\n").TrimStart('\n', ' ', '\uFEFF');
        var heading = Heading().Match(body);
        var title = heading.Success ? heading.Groups["title"].Value.Trim() : dated.Groups["rest"].Value.Replace('-', ' ').Trim();
        return new NewsItem(
            Path.GetFileNameWithoutExtension(name),
            new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero),
            title,
            (heading.Success ? body[heading.Length..] : body).Trim());
    }

    [GeneratedRegex(@"\A(?<date>\d{4}-\d{2}-\d{2})(?<rest>.*)\.md\z", RegexOptions.IgnoreCase)]
    private static partial Regex Dated();

    [GeneratedRegex(@"\A#\s+(?<title>[^\n]+?)\s*#*\s*(\n|\z)")]
    private static partial Regex Heading();
}
