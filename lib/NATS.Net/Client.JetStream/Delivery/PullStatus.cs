using System.Globalization;
using NATS.Client.Core;

namespace NATS.Client.JetStream.Delivery;

/// <summary>Reads the status messages of ADR-37.</summary>
internal static class PullStatus
{
    public static bool Is<T>(in NatsMsg<T> msg) => msg.HasNoResponders || msg.Headers is { Code: > 0 };

    public static StatusVerdict Judge<T>(in NatsMsg<T> msg) => msg.HasNoResponders ? StatusVerdict.NoResponders : Judge(msg.Headers!);

    public static StatusVerdict Judge(NatsHeaders headers) => headers.Code switch
    {
        100 => StatusVerdict.Heartbeat,
        404 or 408 => StatusVerdict.Expired,
        503 => StatusVerdict.NoResponders,
        400 => StatusVerdict.Terminal,
        409 when headers.Message is NatsHeaders.Messages.ConsumerDeleted or NatsHeaders.Messages.ConsumerIsPushBased => StatusVerdict.Terminal,
        409 when headers.MessageText.StartsWith("Exceeded MaxRequest", StringComparison.OrdinalIgnoreCase) => StatusVerdict.Terminal,
        _ => StatusVerdict.Interrupted,
    };

    /// <summary>What an ended pull had asked for and did not get; null when the server does not say.</summary>
    public static int? Unserved(NatsHeaders headers, bool inBytes)
    {
        var name = inBytes ? "Nats-Pending-Bytes" : "Nats-Pending-Messages";
        return headers.TryGetLastValue(name, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var unserved)
            ? unserved
            : null;
    }

    public static NatsJSProtocolException Exception(NatsHeaders headers) => new(headers.Code, headers.Message, headers.MessageText);

    public static NatsJSProtocolNotification Notification(NatsHeaders? headers)
        => headers is null ? new("No Responders", 503, string.Empty) : new(headers.MessageText, headers.Code, headers.MessageText);
}
