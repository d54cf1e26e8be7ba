namespace Plane.Drone.Proxy.Bearer;

/// <summary>Where a login may lead: to a path of this host, and nowhere else. Pure.</summary>
internal static class LoginRedirect
{
    /// <param name="asked">As decoded from the query; null for the root.</param>
    /// <param name="prefix">What was cut off the path on the way in, so that the browser stays with the backend.</param>
    /// <returns>Null where it leads elsewhere, or would to some browser: those take a backslash for a slash, and leave out tabs and line ends.</returns>
    public static string? Of(string? asked, string prefix)
    {
        var path = string.IsNullOrEmpty(asked) ? "/" : asked;
        var isHere = path[0] == '/' && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Contains('\\') && !path.AsSpan().ContainsAnyInRange('\0', '\x1f') && !path.Contains('\x7f');
        return isHere ? prefix + Escaped(path) : null;
    }

    /// <summary>A header holds ASCII: what is beyond it is written as URLs write it.</summary>
    private static string Escaped(string path) => System.Text.Ascii.IsValid(path) && !path.Contains(' ')
        ? path
        : string.Concat(path.EnumerateRunes().Select(static rune => rune.IsAscii && rune.Value != ' ' ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
}
