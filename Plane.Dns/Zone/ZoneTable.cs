using System.Collections.Immutable;
using Plane.Dns.Protocol;

namespace Plane.Dns.Zone;

/// <summary>All that answers are made of, immutable; the newest one is swapped in whole.</summary>
internal sealed class ZoneTable
{
    /// <summary>Longer TXT values are not served, in bytes.</summary>
    public const int MaxText = 1024;

    private readonly Dictionary<byte[], (ServedZone Zone, ZoneNode Node)> _names;
    private readonly Dictionary<byte[], (ServedZone Zone, ZoneNode Node)>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly int _maxLabels;

    /// <param name="isComplete">Whether the state it was made of had been listed whole.</param>
    public ZoneTable(ImmutableArray<ServedZone> zones, Dictionary<byte[], (ServedZone Zone, ZoneNode Node)> names, bool isComplete)
    {
        Zones = zones;
        IsComplete = isComplete;
        _names = names;
        _lookup = names.GetAlternateLookup<ReadOnlySpan<byte>>();
        _maxLabels = names.Keys.Select(static name => WireName.LabelsOf(name)).DefaultIfEmpty().Max();
    }

    public static ZoneTable Empty { get; } = new([], new(NameComparer.Instance), isComplete: false);

    public ImmutableArray<ServedZone> Zones { get; }

    public bool IsComplete { get; }

    public int Names => _names.Count;

    /// <summary>The name's node; else the nearest name above it that exists, which says in which zone it would be.</summary>
    /// <returns>False for a name outside all zones.</returns>
    public bool TryFind(ReadOnlySpan<byte> name, int labels, out ServedZone zone, out ZoneNode node, out bool isExact)
    {
        isExact = true;
        for (; labels > _maxLabels; labels--)
        {
            name = WireName.Parent(name);
            isExact = false;
        }

        while (true)
        {
            if (_lookup.TryGetValue(name, out var found))
            {
                (zone, node) = found;
                return true;
            }

            if (name.Length <= 1)
            {
                (zone, node) = (null!, null!);
                return false;
            }

            name = WireName.Parent(name);
            isExact = false;
        }
    }
}
