using System.Collections.Immutable;
using Plane.Contracts.Records;
using Plane.Dns.Protocol;

namespace Plane.Dns.Zone;

/// <summary>A name that exists, and its records.</summary>
/// <param name="Backends">Those it leads to; for explanations.</param>
internal sealed record ZoneNode(NodeOrigin Origin, RecordSet[] Sets, ImmutableArray<BackendRecord> Backends)
{
    public RecordSet? Find(RecordType type)
    {
        foreach (var set in Sets)
        {
            if (set.Type == type)
            {
                return set;
            }
        }

        return null;
    }
}
