namespace Plane.Domain.Backends;

/// <summary>Where a backend is in its life. The numbers are the order: a status is only ever left for a greater one (HTTP API §2.1).</summary>
public enum BackendStatus
{
    /// <summary>A drone was chosen, and has not answered yet.</summary>
    Scheduled = 10,

    /// <summary>The image is being made available.</summary>
    Loading = 20,

    /// <summary>The container is being created and started.</summary>
    Starting = 30,

    /// <summary>It runs; it does not answer HTTP yet.</summary>
    Waiting = 40,

    /// <summary>Requests reach it.</summary>
    Ready = 50,

    /// <summary>SIGTERM was sent.</summary>
    Terminating = 60,

    /// <summary>SIGKILL was sent.</summary>
    HardTerminating = 65,

    /// <summary>The engine confirmed that it is gone. The only final status.</summary>
    Terminated = 70,
}
