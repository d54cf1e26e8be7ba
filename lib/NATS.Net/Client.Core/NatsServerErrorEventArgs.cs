namespace NATS.Client.Core;

/// <summary>A -ERR line of the server.</summary>
public sealed class NatsServerErrorEventArgs : NatsEventArgs
{
    internal NatsServerErrorEventArgs(string error, NatsServerErrorKind kind)
        : base(error)
    {
        Error = error;
        Kind = kind;
    }

    /// <summary>The text between the quotes.</summary>
    public string Error { get; }

    /// <summary>What the text means.</summary>
    public NatsServerErrorKind Kind { get; }
}
