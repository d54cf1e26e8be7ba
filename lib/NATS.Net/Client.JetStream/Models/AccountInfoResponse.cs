namespace NATS.Client.JetStream.Models;

/// <summary>What the account uses of JetStream. Bytes and counts.</summary>
public record AccountInfoResponse
{
    public long Memory { get; set; }

    public long Storage { get; set; }

    public int Streams { get; set; }

    public int Consumers { get; set; }

    public string? Domain { get; set; }

    public AccountLimits Limits { get; set; } = new();

    public ApiStats Api { get; set; } = new();
}
