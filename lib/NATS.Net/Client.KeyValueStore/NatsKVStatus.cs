using NATS.Client.JetStream.Models;

namespace NATS.Client.KeyValueStore;

/// <summary>A bucket and its stream.</summary>
public record NatsKVStatus(string Bucket, bool IsCompressed, TimeSpan LimitMarkerTTL, StreamInfo Info);
