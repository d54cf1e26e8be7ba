namespace Plane.ServiceDefaults.Configuration;

/// <summary>Names between colons, compared without case, as .NET configuration does.</summary>
internal static class KeyPath
{
    public const string Any = "*";

    public static bool Matches(string pattern, string path)
    {
        var wanted = pattern.Split(':');
        var found = path.Split(':');
        return wanted.Length == found.Length && wanted.Zip(found).All(static pair => pair.First == Any || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The parts of a path at a pattern's asterisks.</summary>
    public static string[] Wild(string pattern, string path) =>
        [.. pattern.Split(':').Zip(path.Split(':')).Where(static pair => pair.First == Any).Select(static pair => pair.Second)];

    /// <summary>A pattern with its asterisks replaced in turn.</summary>
    public static string Fill(string pattern, string[] parts)
    {
        var next = 0;
        return string.Join(':', pattern.Split(':').Select(name => name == Any ? parts[next++] : name));
    }
}
