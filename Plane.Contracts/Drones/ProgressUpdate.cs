using Plane.Domain.Identity;

namespace Plane.Contracts.Drones;

/// <summary>How far a pull is, published while it lasts (<see cref="Nats.Subjects.Progress"/>). May be lost; nothing depends on it.</summary>
/// <param name="Current">Bytes done, of all layers seen so far.</param>
/// <param name="Total">Bytes in all, as far as known; 0 for unknown.</param>
public sealed record ProgressUpdate(BackendId Backend, string Text, long Current, long Total);
