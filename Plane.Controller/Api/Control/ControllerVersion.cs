using System.Reflection;
using Plane.Contracts.Http;

namespace Plane.Controller.Api.Control;

/// <summary>What this build says of itself.</summary>
internal static class ControllerVersion
{
    private const int HashLength = 8;

    /// <summary>Version and commit of the assembly; the commit is empty in a build outside a repository.</summary>
    public static ControllerStatusResponse Status { get; } = Read();

    /// <summary>Parts an assembly's informational version at its plus sign.</summary>
    public static (string Version, string Hash) Split(string informational)
    {
        var parts = informational.Split('+', 2);
        var commit = parts.Length > 1 ? parts[1] : "";
        return (parts[0], commit[..Math.Min(HashLength, commit.Length)]);
    }

    private static ControllerStatusResponse Read()
    {
        var informational = typeof(ControllerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var (version, hash) = Split(informational);
        return new ControllerStatusResponse("ok", version, hash);
    }
}
