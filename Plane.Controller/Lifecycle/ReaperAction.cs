namespace Plane.Controller.Lifecycle;

/// <summary>What the reaper does about a record.</summary>
internal enum ReaperAction
{
    None,

    /// <summary>Scheduled for long: end it where no reservation names it any more.</summary>
    EndUnstarted,

    /// <summary>Its drone is gone: lost, where the leader no longer has the key for it.</summary>
    MarkLost,

    /// <summary>Ended long ago: purge it.</summary>
    Forget,
}
