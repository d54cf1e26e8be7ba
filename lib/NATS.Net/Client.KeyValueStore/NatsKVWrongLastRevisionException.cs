using NATS.Client.JetStream.Models;

namespace NATS.Client.KeyValueStore;

/// <summary>Compare-and-set failed: the key's last revision is another one.</summary>
public class NatsKVWrongLastRevisionException : NatsKVException
{
    internal NatsKVWrongLastRevisionException(ApiError error)
        : base(error.Description ?? "Wrong last revision.") => Error = error;

    /// <summary>The server's words; they name the revision it has.</summary>
    public ApiError Error { get; }
}
