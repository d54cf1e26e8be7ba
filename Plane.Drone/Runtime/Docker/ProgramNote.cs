using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Docker;

/// <param name="Program">The engine's id of the further process.</param>
internal sealed record ProgramNote(BackendId Backend, string Program);
