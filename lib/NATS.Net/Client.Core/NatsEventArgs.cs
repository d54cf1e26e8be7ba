namespace NATS.Client.Core;

/// <summary>An event of the connection.</summary>
public class NatsEventArgs(string message) : EventArgs
{
    /// <summary>For connection events the server's URL, its password masked.</summary>
    public string Message { get; } = message;
}
