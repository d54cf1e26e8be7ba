using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Plane.Tests.Architecture;

/// <summary>Finds where sources break the map. Pure over file texts, so that the tests can plant violations.</summary>
internal static partial class HouseRules
{
    public const int MaxFileLines = 400;

    /// <summary>References of a project file to projects it may not see.</summary>
    public static IEnumerable<string> ForbiddenReferences(XDocument project, IReadOnlyCollection<string> allowed) =>
        project.Descendants("ProjectReference")
            .Select(static reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Where(static name => name.StartsWith("Plane.", StringComparison.Ordinal))
            .Except(allowed);

    /// <summary>Folders of the same project that a file names although they lie above its own.</summary>
    public static IEnumerable<string> UpwardUses(string project, string folder, string text, string[] order)
    {
        var own = Array.IndexOf(order, folder);
        return own < 0
            ? []
            : from Match use in Mention().Matches(text)
              where use.Groups["project"].Value == project
              let other = use.Groups["folder"].Value
              where Array.IndexOf(order, other) > own
              select other;
    }

    public static IEnumerable<string> ForeignLines(string text, IReadOnlyList<string> foreign) =>
        text.Split('\n').Where(line => foreign.Any(name => line.StartsWith("using " + name, StringComparison.Ordinal)));

    [GeneratedRegex(@"(?<project>Plane\.\w+)\.(?<folder>[A-Z]\w*)")]
    private static partial Regex Mention();
}
