namespace Plane.Domain.Backends;

/// <summary>Why a backend was ended (HTTP API §2.5). None at all where the program ended by itself or never started.</summary>
public enum TerminationReason
{
    /// <summary>Its idle or lifetime limit passed.</summary>
    Swept,

    /// <summary>Somebody asked for it.</summary>
    External,

    /// <summary>The key's lease could not be renewed in time.</summary>
    KeyExpired,

    /// <summary>Its drone is gone, or does not know it.</summary>
    Lost,

    /// <summary>No HTTP answer within the start limit.</summary>
    StartupTimeout,

    /// <summary>Plane or the engine failed.</summary>
    InternalError,
}
