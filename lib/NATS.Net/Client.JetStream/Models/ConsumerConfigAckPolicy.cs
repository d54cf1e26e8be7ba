namespace NATS.Client.JetStream.Models;

/// <summary>What counts as acknowledged: each message, everything up to one, or everything sent.</summary>
public enum ConsumerConfigAckPolicy
{
    Explicit = 0,
    All = 1,
    None = 2,
    FlowControl = 3,
}
