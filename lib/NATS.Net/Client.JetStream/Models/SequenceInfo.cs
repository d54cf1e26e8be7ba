namespace NATS.Client.JetStream.Models;

/// <summary>A position, counted in deliveries and in the stream.</summary>
public record SequenceInfo
{
    public ulong ConsumerSeq { get; set; }

    public ulong StreamSeq { get; set; }

    public DateTimeOffset LastActive { get; set; }
}
