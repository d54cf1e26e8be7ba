namespace Plane.Domain.Backends;

/// <summary>Where a backend is, in the words of the NATS API (§2.1, §11.4). The numbers are the order: each is told once at most, and none after an end.</summary>
public enum BackendState
{
    /// <summary>The image is being made available, the container created and started.</summary>
    Loading = 10,

    /// <summary>It runs, and does not answer HTTP yet.</summary>
    Starting = 20,

    Ready = 30,

    /// <summary>It never ran.</summary>
    ErrorLoading = 101,

    /// <summary>It ended, or Plane failed, before it answered HTTP.</summary>
    ErrorStarting = 102,

    TimedOutBeforeReady = 103,

    /// <summary>It ended by itself with an exit code other than 0.</summary>
    Failed = 104,

    /// <summary>It ended by itself with exit code 0.</summary>
    Exited = 105,

    /// <summary>Its idle or lifetime limit passed, or it vanished without an exit code.</summary>
    Swept = 106,

    /// <summary>It was told to end, or its key's lease ran out.</summary>
    Terminated = 107,

    /// <summary>Its drone is gone, or did not know it any more.</summary>
    Lost = 108,
}
