using System.Text.RegularExpressions;

namespace Plane.Domain.Backends;

/// <summary>The form of an image reference: <c>[registry[:port]/]path[:tag][@digest]</c>, as container engines read it. Whether the image exists is another question.</summary>
public static partial class ImageReference
{
    private const int MaxLength = 512;

    public static bool IsValid(string? text) => text is { Length: > 0 and <= MaxLength } && Grammar().IsMatch(text);

    // Path components are lower case and may be joined by one '.', one or two '_' or any number of '-'; tags are up to 128 characters.
    [GeneratedRegex(
        @"\A(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?/)?"
        + @"[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*"
        + @"(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Grammar();
}
