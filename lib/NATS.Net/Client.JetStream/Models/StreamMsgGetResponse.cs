namespace NATS.Client.JetStream.Models;

/// <summary>The stream leader's answer to <see cref="StreamMsgGetRequest"/>.</summary>
public record StreamMsgGetResponse
{
    public StoredMessage Message { get; set; } = new();
}
