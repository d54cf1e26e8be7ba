namespace Plane.Drone.Routing.Sharing;

/// <summary>How the proxy's process uses one backend. The lock of its owner is held for every access.</summary>
internal sealed class RemoteUse
{
    /// <summary>Requests, streams and sockets open.</summary>
    public int Open { get; set; }

    /// <summary>When the last one closed, on the monotonic clock.</summary>
    public TimeSpan Since { get; set; }

    /// <summary>Whether the agent lets the backend be used; not complete while it has not said.</summary>
    public TaskCompletionSource<bool> Granted { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
