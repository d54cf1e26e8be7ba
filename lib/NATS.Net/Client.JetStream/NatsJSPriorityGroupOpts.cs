namespace NATS.Client.JetStream;

/// <summary>A pull on behalf of a priority group (server 2.11 and later).</summary>
public record NatsJSPriorityGroupOpts
{
    public string? Group { get; init; }

    public long MinPending { get; set; }

    public long MinAckPending { get; set; }
}
