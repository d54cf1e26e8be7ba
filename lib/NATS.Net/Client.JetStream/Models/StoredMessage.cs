namespace NATS.Client.JetStream.Models;

/// <summary>A message as the stream keeps it.</summary>
public record StoredMessage
{
    public string? Subject { get; set; }

    public ulong Seq { get; set; }

    public ReadOnlyMemory<byte> Data { get; set; }

    /// <summary>When the server stored it, by the server's clock.</summary>
    public DateTimeOffset Time { get; set; }

    /// <summary>Base64 of the header block in wire form, <c>NATS/1.0</c> first; null without headers.</summary>
    public string? Hdrs { get; set; }
}
