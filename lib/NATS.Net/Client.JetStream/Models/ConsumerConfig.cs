using System.Text.Json.Serialization;

namespace NATS.Client.JetStream.Models;

/// <summary>A view on a stream. Pull consumer unless <see cref="DeliverSubject"/> is set (ADR-13, ADR-17).</summary>
public record ConsumerConfig
{
    public ConsumerConfig()
    {
    }

    /// <summary>A durable consumer.</summary>
    public ConsumerConfig(string name)
    {
        Name = name;
        DurableName = name;
    }

    /// <summary>Without <c>. * &gt;</c> and spaces.</summary>
    public string? Name { get; set; }

    /// <summary>Same as <see cref="Name"/> when set; without it the consumer goes once idle for <see cref="InactiveThreshold"/>.</summary>
    public string? DurableName { get; set; }

    public string? Description { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ConsumerConfigDeliverPolicy DeliverPolicy { get; set; } = ConsumerConfigDeliverPolicy.All;

    public ulong OptStartSeq { get; set; }

    public DateTimeOffset OptStartTime { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ConsumerConfigAckPolicy AckPolicy { get; set; } = ConsumerConfigAckPolicy.Explicit;

    /// <summary>Unacknowledged for this long, a message is delivered again; zero lets the server choose 30 s.</summary>
    public TimeSpan AckWait { get; set; }

    /// <summary>Deliveries per message; zero or less is unlimited.</summary>
    public long MaxDeliver { get; set; }

    public string? FilterSubject { get; set; }

    /// <summary>Several filters: server 2.10 and later.</summary>
    public ICollection<string>? FilterSubjects { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ConsumerConfigReplayPolicy ReplayPolicy { get; set; } = ConsumerConfigReplayPolicy.Instant;

    public long MaxAckPending { get; set; }

    /// <summary>Pull requests that may wait at once.</summary>
    public long MaxWaiting { get; set; }

    public TimeSpan IdleHeartbeat { get; set; }

    public bool FlowControl { get; set; }

    /// <summary>Makes it a push consumer.</summary>
    public string? DeliverSubject { get; set; }

    public string? DeliverGroup { get; set; }

    public bool HeadersOnly { get; set; }

    public int MaxBatch { get; set; }

    public TimeSpan MaxExpires { get; set; }

    public int MaxBytes { get; set; }

    public TimeSpan InactiveThreshold { get; set; }

    /// <summary>Waits before each redelivery, instead of <see cref="AckWait"/>.</summary>
    public ICollection<TimeSpan>? Backoff { get; set; }

    public long NumReplicas { get; set; }

    public bool MemStorage { get; set; }

    public IDictionary<string, string>? Metadata { get; set; }

    /// <summary>Server 2.11 and later.</summary>
    public DateTimeOffset? PauseUntil { get; set; }

    /// <summary>Server 2.11 and later.</summary>
    public ICollection<string>? PriorityGroups { get; set; }
}
