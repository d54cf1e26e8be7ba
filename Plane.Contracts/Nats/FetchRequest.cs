using System.Text.Json.Serialization;
using Plane.Domain.Identity;

namespace Plane.Contracts.Nats;

/// <summary>NATS API §11.4, FetchBackendForLock: who has a lock. Answered by <see cref="FetchReply"/>.</summary>
/// <param name="Lock">At most 2,048 bytes.</param>
public sealed record FetchRequest(ClusterName Cluster, string Lock);

/// <summary><c>{"Scheduled":{…}}</c> or the bare string <c>"NoBackendForLock"</c>.</summary>
public sealed record FetchReply(FetchedBackend? Scheduled)
{
    public static FetchReply NoBackendForLock { get; } = new((FetchedBackend?)null);
}

/// <param name="Drone">Where it runs.</param>
/// <param name="BackendId">Which it is.</param>
/// <param name="BearerToken">Left out where whoever scheduled it asked for none.</param>
public sealed record FetchedBackend(string Drone, string BackendId, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BearerToken = null)
{
    public override string ToString() => $"{BackendId} on {Drone}";
}
