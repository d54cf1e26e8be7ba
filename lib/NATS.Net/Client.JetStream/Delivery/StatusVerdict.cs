namespace NATS.Client.JetStream.Delivery;

/// <summary>What a status of the server means for a pull.</summary>
internal enum StatusVerdict
{
    /// <summary>A sign of life.</summary>
    Heartbeat,

    /// <summary>The pull is over, as it may be: expired or nothing there.</summary>
    Expired,

    /// <summary>The pull was ended early; another one may do better in a moment.</summary>
    Interrupted,

    /// <summary>Nobody serves pulls of this consumer.</summary>
    NoResponders,

    /// <summary>No pull will do better.</summary>
    Terminal,
}
