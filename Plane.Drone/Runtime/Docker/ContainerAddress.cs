using System.Globalization;
using System.Net;
using Docker.DotNet.Models;

namespace Plane.Drone.Runtime.Docker;

/// <summary>Where a running container is dialled. Pure.</summary>
internal static class ContainerAddress
{
    /// <exception cref="RuntimeException">Its network gives it no address.</exception>
    public static IPEndPoint Of(ContainerInspectResponse container, int port)
    {
        if (Published(container, port) is { } published)
        {
            return published;
        }

        if (container.HostConfig?.NetworkMode == "host")
        {
            return new IPEndPoint(IPAddress.Loopback, port);
        }

        var own = container.NetworkSettings?.Networks?.Values.Select(static network => network.IPAddress).FirstOrDefault(static text => !string.IsNullOrEmpty(text));
        return IPAddress.TryParse(own, out var address)
            ? new IPEndPoint(address, port)
            : throw new RuntimeException($"The container has no address on network '{container.HostConfig?.NetworkMode}'.");
    }

    private static IPEndPoint? Published(ContainerInspectResponse container, int port) =>
        container.NetworkSettings?.Ports is { } ports
            && ports.TryGetValue(ContainerShape.PortKey(port), out var bindings)
            && bindings is [{ HostPort: { } text }, ..]
            ? new IPEndPoint(IPAddress.Loopback, int.Parse(text, CultureInfo.InvariantCulture))
            : null;
}
