using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Docker;

/// <summary>A backend's container is found by its name, whoever looks: drone, guard, operator.</summary>
internal static class ContainerName
{
    public static string Of(BackendId backend) => $"plane-{backend}";
}
