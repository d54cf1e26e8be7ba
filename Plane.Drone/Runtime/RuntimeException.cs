namespace Plane.Drone.Runtime;

/// <summary>A backend cannot be prepared, created or started, or the engine does not answer. The message is shown to the backend's owner.</summary>
internal sealed class RuntimeException : Exception
{
    public RuntimeException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
