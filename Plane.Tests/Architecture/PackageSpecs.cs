using System.Text.RegularExpressions;

namespace Plane.Tests.Architecture;

/// <summary>Every word of the packages' fact sheets. Their short forms count in full: <c>Try{Put,Get}Async</c> is TryPutAsync and TryGetAsync.</summary>
internal sealed partial class PackageSpecs
{
    private static readonly string[] Sheets = ["package-apis.md", "aspire.md"];

    private readonly HashSet<string> _words;

    private PackageSpecs(HashSet<string> words) => _words = words;

    public static PackageSpecs Read(string folder)
    {
        var text = string.Join('\n', Sheets.Select(sheet => File.ReadAllText(Path.Combine(folder, sheet))));
        var plain = Word().Matches(text).Select(static match => match.Value);
        var braced = from Match match in Braced().Matches(text)
                     from choice in match.Groups["choices"].Value.Split([',', '|'], StringSplitOptions.TrimEntries)
                     select match.Groups["before"].Value + choice + match.Groups["after"].Value;
        return new PackageSpecs([.. plain, .. braced]);
    }

    public bool Knows(string name) => _words.Contains(name);

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<before>\w+)\{(?<choices>[\w,| ]+)\}(?<after>\w*)")]
    private static partial Regex Braced();
}
