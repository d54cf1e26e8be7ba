using Plane.Domain.Backends;

namespace Plane.Drone.Runtime;

/// <summary>Which folder of this machine a backend gets, and nothing outside the drone's mount base.</summary>
internal static class MountPath
{
    /// <summary>Where it appears inside.</summary>
    public const string Target = "/plane-data";

    /// <summary>The folder, or null where none was asked for.</summary>
    /// <exception cref="RuntimeException">The drone has no mount base, or the path leaves it.</exception>
    public static string? Of(BackendSpec spec, string? mountBase)
    {
        if (spec.Mount is not { } mount)
        {
            return null;
        }

        if (string.IsNullOrEmpty(mountBase))
        {
            throw new RuntimeException("A mount was asked for, but this drone has no mount base.");
        }

        return IsRelative(mount)
            ? Path.Combine(mountBase, mount)
            : throw new RuntimeException($"The mount '{mount}' is refused: a relative path of ordinary names is expected.");
    }

    private static bool IsRelative(string mount) =>
        mount.Length == 0 || mount.TrimEnd('/').Split('/').All(static part => part is not ("" or "." or "..") && !part.Contains('\0', StringComparison.Ordinal));
}
