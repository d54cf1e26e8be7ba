using System.Threading.Channels;

namespace NATS.Client.Core;

/// <summary>A subscription with a bounded queue of messages read as <typeparamref name="T"/>.</summary>
public sealed class NatsSub<T> : NatsSubBase
{
    internal NatsSub(string subject, string? queueGroup, NatsSubOpts? opts, ChannelReader<NatsMsg<T>> msgs)
        : base(subject, queueGroup, opts)
        => Msgs = msgs;

    /// <summary>Messages in order of arrival; completes when the subscription ends.</summary>
    public ChannelReader<NatsMsg<T>> Msgs { get; }
}
