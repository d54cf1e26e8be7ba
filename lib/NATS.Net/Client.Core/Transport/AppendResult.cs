namespace NATS.Client.Core.Transport;

/// <summary>What became of a message that was to be sent.</summary>
internal enum AppendResult
{
    Written,

    /// <summary>As much is waiting as may: try again when some has been sent.</summary>
    Full,

    /// <summary>The link is broken: try again on the next one.</summary>
    Closed,
}
