namespace Plane.Domain.Backends;

/// <summary>A folder below a drone's mount base. It must not lead out of it (HTTP API §5.5, Q22).</summary>
public static class MountFolder
{
    private const int MaxLength = 1024;

    /// <summary>Relative, without <c>..</c> anywhere, not beginning with <c>.</c> as a component. Empty is the base itself.</summary>
    public static bool IsValid(string text)
    {
        var parts = text.Split('/');
        return text.Length <= MaxLength
            && !text.StartsWith('/')
            && text.AsSpan().IndexOfAny('\0', '\\', ':') < 0
            && parts[0] != "."
            && !parts.Contains("..");
    }
}
