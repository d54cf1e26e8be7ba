namespace Plane.ServiceDefaults.Configuration;

/// <summary>
/// The NATS generation's environment (NATS API §8.2): <c>PLANE_</c>, names in any case, <c>__</c> between them; they win over the file.
/// <c>PLANE__…</c> is .NET's own form of <c>Plane:…</c> and none of these.
/// </summary>
internal static class FileVariables
{
    private const string Prefix = "PLANE_";
    private const string Separator = "__";

    /// <summary>Names that are neither a key nor nearly one, and have no <see cref="Separator"/>, belong to scripts and tools.</summary>
    public static IEnumerable<FileEntry> Read(IEnumerable<KeyValuePair<string, string>> environment)
    {
        foreach (var (name, value) in environment.OrderBy(static variable => variable.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || name.StartsWith(Prefix + "_", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var key = name[Prefix.Length..].Replace(Separator, ":", StringComparison.Ordinal);
            if (key.Equals(FileKeys.Host, StringComparison.OrdinalIgnoreCase))
            {
                foreach (var (host, index) in value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static (host, index) => (host, index)))
                {
                    yield return new FileEntry(FormattableString.Invariant($"{FileKeys.Host}:{index}"), host, name);
                }
            }
            else if (key.Contains(':', StringComparison.Ordinal) || IsNearlyKnown(key))
            {
                yield return new FileEntry(key, value, name);
            }
        }
    }

    private static bool IsNearlyKnown(string key) =>
        FileKeys.All.Any(known => NearestName.Distance(known.Name.ToUpperInvariant(), key.ToUpperInvariant()) <= 2);
}
