namespace Plane.Domain.Backends;

/// <summary>The legal moves. Statuses may be skipped, never taken back.</summary>
public static class BackendLifecycle
{
    /// <summary>Whether requests may still become possible or are: everything before the first termination status.</summary>
    public static bool IsAlive(this BackendStatus status) => status < BackendStatus.Terminating;

    /// <summary>On its way to ready: requests are held.</summary>
    public static bool IsComing(this BackendStatus status) => status < BackendStatus.Ready;

    public static bool IsEnding(this BackendStatus status) => status is BackendStatus.Terminating or BackendStatus.HardTerminating;

    public static bool MayBecome(this BackendStatus from, BackendStatus to) => to > from;
}
