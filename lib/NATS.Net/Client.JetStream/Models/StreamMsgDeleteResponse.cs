namespace NATS.Client.JetStream.Models;

/// <summary>The answer to deleting one message.</summary>
public record StreamMsgDeleteResponse
{
    public bool Success { get; set; }
}
