namespace Plane.Tests.Architecture;

/// <summary>
/// lib/{package}/PublicApi.txt: the surface that was checked against the package's signatures, then, below a marker, the few names that
/// the fact sheets do not mention, as <c>Name, Name: why</c>.
/// </summary>
internal sealed class PublicApiFile
{
    private const string Marker = "## allowed beyond the sheet";

    private readonly string _path;
    private readonly string _package;

    public PublicApiFile(string package)
    {
        _package = package;
        _path = Path.Combine(Repository.Root, "lib", package, "PublicApi.txt");
        var lines = File.Exists(_path) ? File.ReadAllLines(_path) : [];
        Surface = [.. lines.TakeWhile(static line => line != Marker).Where(static line => line.Length > 0 && line[0] != '#')];
        Allowed = [.. lines.SkipWhile(static line => line != Marker).Skip(1).Where(static line => line.Length > 0)];
    }

    public IReadOnlyList<string> Surface { get; }

    /// <summary>Whole lines of the second section.</summary>
    public IReadOnlyList<string> Allowed { get; }

    public IEnumerable<string> AllowedNames => Allowed.SelectMany(static line => line.Split(':')[0].Split(", "));

    /// <summary>Lines that differ, each after the type it belongs to: <c>-</c> promised but not there, <c>+</c> there but not promised.</summary>
    public IReadOnlyList<string> Differences(IReadOnlyList<string> actual)
    {
        var promised = Qualified(Surface).ToArray();
        var found = Qualified(actual).ToArray();
        return
        [
            .. promised.Except(found).Select(static line => "- " + line)
                .Concat(found.Except(promised).Select(static line => "+ " + line))
                .OrderBy(static line => line[2..], StringComparer.Ordinal),
        ];
    }

    public void Write(IReadOnlyList<string> actual)
    {
        string[] head =
        [
            $"# What users of the stand-in {_package} can see. Checked by Plane.Tests/Architecture/StandInSurfaceTests; PLANE_UPDATE_GOLDEN=1 rewrites this part:",
            "# then compare the new lines with the package's own documentation before you keep them. \"The sheet\" is package-apis.md and aspire.md,",
            "# notes on the packages' signatures, in the folder that PLANE_PACKAGE_SPECS names.",
        ];
        File.WriteAllLines(_path, [.. head, .. actual.SelectMany(Spaced), .. Allowed.Count == 0 ? [] : Allowed.Prepend(Marker).Prepend("")]);
    }

    private static IEnumerable<string> Spaced(string line) => line[0] == ' ' ? [line] : ["", line];

    private static IEnumerable<string> Qualified(IEnumerable<string> lines)
    {
        var room = "";
        var type = "";
        foreach (var line in lines)
        {
            if (line.StartsWith("namespace ", StringComparison.Ordinal))
            {
                room = line["namespace ".Length..];
            }
            else if (line[0] == ' ')
            {
                yield return $"{type} {{ {line.Trim()} }}";
            }
            else
            {
                type = $"{room}: {line}";
                yield return type;
            }
        }
    }
}
