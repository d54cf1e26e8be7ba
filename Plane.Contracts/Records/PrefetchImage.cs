using Plane.Domain.Backends;

namespace Plane.Contracts.Records;

/// <param name="PullPolicy"><see cref="Plane.Domain.Backends.PullPolicy.Always"/> asks the registry again at each change of the list and each start of a drone.</param>
public sealed record PrefetchImage(string Image, PullPolicy PullPolicy);
