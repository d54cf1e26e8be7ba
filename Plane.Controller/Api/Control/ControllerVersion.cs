using System.Reflection;
using Plane.Contracts.Http;

namespace Plane.Controller.Api.Control;

/// <summary>What this build says of itself.</summary>
internal static class ControllerVersion
{
    private const int HashLength = 8;

    /// <summary>Version and commit of the assembly; the commit is empty in a build outside a repository.</summary>
    public static ControllerStatusResponse Status { get; } = Read();

    private static ControllerStatusResponse Read()
    {
        var informational = typeof(ControllerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var parts = informational.Split('+', 2);
        var commit = parts.Length > 1 ? parts[1] : "";
        return new ControllerStatusResponse("ok", parts[0], commit[..Math.Min(HashLength, commit.Length)]);
    }
}
