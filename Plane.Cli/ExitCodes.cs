namespace Plane.Cli;

/// <summary>What the exit code of a command means. Shown by <c>plane --help</c>.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The backend ended before it was ready, or with an error.</summary>
    public const int BackendFailed = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>No controller answered.</summary>
    public const int Unreachable = 3;

    /// <summary>The controller refused.</summary>
    public const int Refused = 4;

    /// <summary>There is no such backend, key or drone.</summary>
    public const int NotFound = 5;

    /// <summary>Ctrl-C, as shells count it.</summary>
    public const int Cancelled = 130;
}
