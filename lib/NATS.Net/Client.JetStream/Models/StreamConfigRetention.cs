namespace NATS.Client.JetStream.Models;

/// <summary>When a stream lets go of a message: at its limits, without interested consumers, or once acknowledged.</summary>
public enum StreamConfigRetention
{
    Limits = 0,
    Interest = 1,
    Workqueue = 2,
}
