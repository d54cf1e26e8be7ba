using System.Globalization;

namespace Plane.Drone.Runtime;

/// <summary>The environment's names for a backend's further ports: in a container each is where it was asked for, a program of this machine gets a free one in its place.</summary>
internal static class PortVariable
{
    public static string Of(int port) => string.Create(CultureInfo.InvariantCulture, $"PORT_{port}");
}
