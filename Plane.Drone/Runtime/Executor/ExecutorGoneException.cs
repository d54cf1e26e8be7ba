namespace Plane.Drone.Runtime.Executor;

/// <summary>The connection to the executor broke before it answered: whether it did what was asked is not known.</summary>
internal sealed class ExecutorGoneException : Exception
{
    public ExecutorGoneException(Exception? inner = null)
        : base("the connection to the executor broke before it answered", inner)
    {
    }
}
