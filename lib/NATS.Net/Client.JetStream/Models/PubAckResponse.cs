namespace NATS.Client.JetStream.Models;

/// <summary>The stream's answer to a publish. An error is a value here: see <see cref="NatsJSExtensions.EnsureSuccess"/>.</summary>
public record PubAckResponse
{
    public ApiError? Error { get; set; }

    /// <summary>The stream that stored the message.</summary>
    public string? Stream { get; set; }

    /// <summary>Its sequence in the stream; for a duplicate, the sequence of the first one.</summary>
    public ulong Seq { get; set; }

    /// <summary>True when a message with the same id was stored within the stream's duplicate window.</summary>
    public bool Duplicate { get; set; }

    public string? Domain { get; set; }
}
