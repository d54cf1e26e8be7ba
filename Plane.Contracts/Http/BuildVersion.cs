using System.Reflection;

namespace Plane.Contracts.Http;

/// <summary>What a build says of itself.</summary>
/// <param name="Hash">First eight characters of the commit; empty in a build outside a repository.</param>
public sealed record BuildVersion(string Version, string Hash)
{
    private const int HashLength = 8;

    public static BuildVersion Of(Assembly assembly) => Parse(assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");

    /// <summary>Parts an assembly's informational version at its plus sign.</summary>
    public static BuildVersion Parse(string informational)
    {
        var parts = informational.Split('+', 2);
        var commit = parts.Length > 1 ? parts[1] : "";
        return new BuildVersion(parts[0], commit[..Math.Min(HashLength, commit.Length)]);
    }
}
