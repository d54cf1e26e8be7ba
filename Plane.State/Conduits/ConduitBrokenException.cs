namespace Plane.State.Conduits;

/// <summary>The other end of a conduit is gone, or keeps none of the rules; the message is for a client.</summary>
public sealed class ConduitBrokenException : Exception
{
    public ConduitBrokenException(string message)
        : base(message)
    {
    }
}
