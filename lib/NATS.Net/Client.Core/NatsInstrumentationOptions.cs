namespace NATS.Client.Core;

/// <summary>What this client puts into message headers while somebody listens to its spans.</summary>
public sealed class NatsInstrumentationOptions
{
    /// <summary>The one that counts.</summary>
    public static NatsInstrumentationOptions Default { get; } = new();

    /// <summary>Also the baggage of the current activity. Default false: it may hold what is not meant for the receiver.</summary>
    public bool PropagateBaggage { get; set; }
}
