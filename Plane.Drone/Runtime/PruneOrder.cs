using Plane.Domain.Identity;

namespace Plane.Drone.Runtime;

/// <summary>What may be cleaned away now.</summary>
/// <param name="ContainersAfter">Age from which a stopped container that nobody supervises goes.</param>
/// <param name="ImagesAfter">How long an image must not have been wanted; at least a minute.</param>
/// <param name="Living">Backends that are supervised: theirs stays.</param>
/// <param name="KeptImages">References that stay whatever their age.</param>
internal sealed record PruneOrder(TimeSpan ContainersAfter, PrunedImages Images, TimeSpan ImagesAfter, IReadOnlySet<BackendId> Living, IReadOnlySet<string> KeptImages);
