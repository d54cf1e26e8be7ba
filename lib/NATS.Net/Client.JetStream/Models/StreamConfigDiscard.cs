namespace NATS.Client.JetStream.Models;

/// <summary>What gives way at a limit: the oldest message, or the new publish (it is refused).</summary>
public enum StreamConfigDiscard
{
    Old = 0,
    New = 1,
}
