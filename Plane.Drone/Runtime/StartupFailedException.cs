namespace Plane.Drone.Runtime;

/// <summary>The runtime found that the program runs and will not answer. The message is shown to the backend's owner.</summary>
internal sealed class StartupFailedException : Exception
{
    public StartupFailedException(string message)
        : base(message)
    {
    }
}
