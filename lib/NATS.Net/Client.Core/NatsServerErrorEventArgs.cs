namespace NATS.Client.Core;

/// <summary>A -ERR line of the server.</summary>
public sealed class NatsServerErrorEventArgs(string error, NatsServerErrorKind kind) : NatsEventArgs(error)
{
    /// <summary>The text between the quotes.</summary>
    public string Error { get; } = error;

    /// <summary>What the text means.</summary>
    public NatsServerErrorKind Kind { get; } = kind;
}
