namespace NATS.Client.JetStream.Models;

/// <summary>What the account uses of JetStream. Bytes and counts.</summary>
public record AccountInfoResponse
{
    public long Memory { get; set; }

    public long Storage { get; set; }

    public long Streams { get; set; }

    public long Consumers { get; set; }

    public string? Domain { get; set; }
}
