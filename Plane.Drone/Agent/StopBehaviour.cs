namespace Plane.Drone.Agent;

/// <summary>What becomes of running backends when their drone is told to stop.</summary>
internal enum StopBehaviour
{
    /// <summary>They run on, guarded; a drone that comes back in time takes them over. The default.</summary>
    Leave,

    /// <summary>They are asked to end, removed and released before the drone is gone.</summary>
    Terminate,
}
