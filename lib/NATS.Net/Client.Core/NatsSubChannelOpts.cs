using System.Threading.Channels;

namespace NATS.Client.Core;

/// <summary>Bounds of one subscription's queue, instead of the connection's.</summary>
public record NatsSubChannelOpts
{
    /// <summary>What happens to a message that finds it full.</summary>
    public BoundedChannelFullMode? FullMode { get; init; }

    /// <summary>Messages it holds.</summary>
    public int? Capacity { get; init; }
}
