using System.Text;

namespace NATS.Client.Core.Protocol;

/// <summary>Header keys that come with every JetStream message: one string for all of them.</summary>
internal static class HeaderNames
{
    private static readonly string[] Known =
    [
        "Nats-Stream", "Nats-Subject", "Nats-Sequence", "Nats-Time-Stamp", "Nats-Last-Sequence", "Nats-Num-Pending", "Nats-Msg-Id",
        "Nats-Last-Consumer", "Nats-Last-Stream", "Nats-Consumer-Stalled", "Nats-Pending-Messages", "Nats-Pending-Bytes",
        "Nats-Rollup", "Nats-Expected-Last-Subject-Sequence", "KV-Operation", "traceparent", "tracestate",
    ];

    public static string Get(ReadOnlySpan<byte> key, Encoding encoding)
    {
        foreach (var known in Known)
        {
            if (known.Length == key.Length && Ascii.Equals(key, known))
            {
                return known;
            }
        }

        return encoding.GetString(key);
    }
}
