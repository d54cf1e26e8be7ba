namespace Plane.Drone.Runtime;

/// <summary>The program runs and never answered HTTP.</summary>
internal sealed class StartupTimeoutException : Exception
{
    public StartupTimeoutException(string message)
        : base(message)
    {
    }
}
