namespace Plane.Controller.Api.Interactive.Calls;

/// <summary>A call cannot do what it was asked for; the message is for the client.</summary>
internal sealed class CallException : Exception
{
    public CallException(string message)
        : base(message)
    {
    }
}
