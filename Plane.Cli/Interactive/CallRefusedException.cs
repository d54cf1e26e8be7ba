namespace Plane.Cli.Interactive;

/// <summary>The controller does not take the call; the message is for the user.</summary>
internal sealed class CallRefusedException : Exception
{
    public CallRefusedException(string message)
        : base(message)
    {
    }
}
