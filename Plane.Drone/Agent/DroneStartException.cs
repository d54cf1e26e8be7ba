namespace Plane.Drone.Agent;

/// <summary>This drone cannot start here; the message is for its operator.</summary>
internal sealed class DroneStartException : Exception
{
    public DroneStartException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
