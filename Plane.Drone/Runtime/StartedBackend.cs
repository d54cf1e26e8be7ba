using System.Collections.Immutable;
using System.Net;

namespace Plane.Drone.Runtime;

/// <summary>A backend whose program runs.</summary>
/// <param name="ContainerId">Changes whenever something else runs under the same name.</param>
/// <param name="Address">Where to dial it from this machine; null where it had ended before anybody could look.</param>
/// <param name="Process">Its first process, for a kill without the engine; null where its id is not known here.</param>
internal sealed record StartedBackend(string ContainerId, IPEndPoint? Address, ProcessMark? Process)
{
    /// <summary>Where its further ports are dialled, by the numbers the spawn named.</summary>
    public ImmutableDictionary<int, IPEndPoint> Ports { get; init; } = ImmutableDictionary<int, IPEndPoint>.Empty;
}
