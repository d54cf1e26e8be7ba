using System.Globalization;
using NATS.Client.Core;

namespace NATS.Client.KeyValueStore.Entries;

/// <summary>What an entry's headers say.</summary>
internal static class EntryHeaders
{
    public const string Operation = "KV-Operation";
    public const string Rollup = "Nats-Rollup";
    public const string ExpectedRevision = "Nats-Expected-Last-Subject-Sequence";
    public const string Ttl = "Nats-TTL";

    /// <summary>A marker by a client (KV-Operation) or by the server (Nats-Marker-Reason); everything else is a put.</summary>
    public static NatsKVOperation OperationOf(NatsHeaders? headers)
    {
        if (headers is null)
        {
            return NatsKVOperation.Put;
        }

        if (headers.TryGetLastValue(Operation, out var operation))
        {
            return operation switch
            {
                "DEL" => NatsKVOperation.Del,
                "PURGE" => NatsKVOperation.Purge,
                _ => NatsKVOperation.Put,
            };
        }

        return headers.TryGetLastValue("Nats-Marker-Reason", out var reason)
            ? reason switch { "MaxAge" or "Purge" => NatsKVOperation.Purge, "Remove" => NatsKVOperation.Del, _ => NatsKVOperation.Put }
            : NatsKVOperation.Put;
    }

    public static ulong SequenceOf(NatsHeaders headers)
        => headers.TryGetLastValue("Nats-Sequence", out var text) && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : throw new NatsKVException("A direct get answered without a sequence.");

    public static DateTimeOffset TimeOf(NatsHeaders headers)
        => headers.TryGetLastValue("Nats-Time-Stamp", out var text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new NatsKVException("A direct get answered without a time.");

    public static bool IsOf(NatsHeaders headers, string subject)
        => headers.TryGetLastValue("Nats-Subject", out var stored) && stored == subject;
}
