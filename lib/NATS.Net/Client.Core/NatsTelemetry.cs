using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NATS.Client.Core;

/// <summary>Traces and metrics of this client. Spans and trace headers are made only while somebody listens.</summary>
public static class NatsTelemetry
{
    /// <summary>Name of both the activity source and the meter.</summary>
    public const string SourceName = "NATS.Net";

    internal static readonly ActivitySource Source = new(SourceName);

    private static readonly Meter Meter = new(SourceName);

    internal static readonly Counter<long> PublishedMessages = Meter.CreateCounter<long>("messaging.client.published.messages", "{message}", "Messages published.");
    internal static readonly Counter<long> ConsumedMessages = Meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Messages delivered to subscriptions.");
    internal static readonly Histogram<double> OperationDuration = Meter.CreateHistogram<double>("messaging.client.operation.duration", "s", "Duration of requests.");
    internal static readonly UpDownCounter<long> ActiveSubscriptions = Meter.CreateUpDownCounter<long>("nats.client.active_subscriptions", "{subscription}", "Live subscriptions.");
    internal static readonly Counter<long> Reconnects = Meter.CreateCounter<long>("nats.client.reconnects", "{reconnect}", "Connections made again after a loss.");
    internal static readonly Counter<long> SentBytes = Meter.CreateCounter<long>("nats.client.sent.bytes", "By", "Bytes given to sockets.");
    internal static readonly Counter<long> ReceivedBytes = Meter.CreateCounter<long>("nats.client.received.bytes", "By", "Bytes taken from sockets.");
    internal static readonly Counter<long> DroppedMessages = Meter.CreateCounter<long>("nats.client.messages.dropped", "{message}", "Messages dropped because a subscription was full.");
}
