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

    /// <summary>A backend may have left a link in its folder that would lead the next mount out of the base.</summary>
    /// <exception cref="RuntimeException">Part of the path below the base is a symbolic link.</exception>
    public static void RefuseLinks(BackendSpec spec, string? mountBase)
    {
        if (spec.Mount is not { } mount || mountBase is null)
        {
            return;
        }

        var path = mountBase;
        foreach (var part in mount.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw new RuntimeException($"The mount '{mount}' is refused: '{part}' is a symbolic link.");
            }
        }
    }

    private static bool IsRelative(string mount) =>
        MountFolder.IsValid(mount) && (mount.Length == 0 || mount.TrimEnd('/').Split('/').All(static part => part is not ("" or "." or "..")));
}
