using System.Collections.Immutable;

namespace Plane.Dns.Protocol;

/// <summary>What to say to a query.</summary>
/// <param name="IsAuthoritative">AA: the name lies in a zone of ours.</param>
internal sealed record Answer(ResponseCode Code, bool IsAuthoritative, ImmutableArray<Record> Records, ImmutableArray<Record> Authority)
{
    public static Answer Of(ResponseCode code) => new(code, false, [], []);
}
