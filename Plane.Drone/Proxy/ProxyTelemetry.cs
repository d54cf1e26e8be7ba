using System.Diagnostics;
using System.Reflection;

namespace Plane.Drone.Proxy;

/// <summary>Names under which the proxy appears in traces and answers.</summary>
internal static class ProxyTelemetry
{
    public static readonly ActivitySource Source = new("Plane.Drone.Proxy");

    /// <summary>The <c>server</c> header of every answer.</summary>
    public static readonly string Server = "Plane/" + Version();

    private static string Version()
    {
        var version = typeof(ProxyTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        return version.Split('+')[0];
    }
}
