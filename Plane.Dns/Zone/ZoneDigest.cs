namespace Plane.Dns.Zone;

/// <summary>A number that changes when a zone's content does, whatever the order of its names.</summary>
internal static class ZoneDigest
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(IEnumerable<(byte[] Name, ZoneNode Node)> nodes)
    {
        ulong sum = 0;
        foreach (var (name, node) in nodes)
        {
            var hash = Add(Basis, name);
            foreach (var set in node.Sets.OrderBy(static set => set.Type))
            {
                hash = Add(hash, set.Wire);
            }

            sum += hash;
        }

        return sum;
    }

    /// <summary>FNV-1a.</summary>
    private static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * Prime;
        }

        return hash;
    }
}
