namespace NATS.Client.JetStream.Models;

/// <summary>Defaults and ceilings for a stream's consumers (server 2.10 and later).</summary>
public record StreamConsumerLimits
{
    public TimeSpan InactiveThreshold { get; set; }

    public int MaxAckPending { get; set; }
}
