namespace NATS.Client.Core;

/// <summary>A -ERR line of the server.</summary>
public sealed class NatsServerException(string error) : NatsException($"Server error: {error}")
{
    /// <summary>The text between the quotes, in lower case.</summary>
    public string Error { get; } = error.ToLowerInvariant();

    /// <summary>The server does not accept the credentials (any longer).</summary>
    public bool IsAuthError { get; } = ServerErrors.IsAuth(error);
}
