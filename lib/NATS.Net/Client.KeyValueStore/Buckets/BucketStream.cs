using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using NATS.Client.JetStream.Models;

namespace NATS.Client.KeyValueStore.Buckets;

/// <summary>A bucket <c>B</c> is the stream <c>KV_B</c>, its key <c>k</c> the subject <c>$KV.B.k</c> (ADR-8).</summary>
internal static class BucketStream
{
    /// <summary>What all buckets' streams take.</summary>
    public const string AnyKey = "$KV.*.>";

    private const string StreamPrefix = "KV_";
    private const int MaxHistory = 64;

    private static readonly SearchValues<char> InBucket
        = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromMinutes(2);

    public static string Name(string bucket)
    {
        if (string.IsNullOrEmpty(bucket) || bucket.AsSpan().ContainsAnyExcept(InBucket))
        {
            throw new NatsKVException("A bucket name consists of letters, digits, '_' and '-'.");
        }

        return StreamPrefix + bucket;
    }

    public static bool TryBucket(string? stream, [NotNullWhen(true)] out string? bucket)
    {
        bucket = stream is not null && stream.StartsWith(StreamPrefix, StringComparison.Ordinal) ? stream[StreamPrefix.Length..] : null;
        return bucket is not null;
    }

    /// <summary>What keys of this bucket's stream begin with; a mirror's are those of its origin.</summary>
    public static string KeyPrefix(string bucket, StreamInfo info)
        => $"$KV.{(TryBucket(info.Config.Mirror?.Name, out var origin) ? origin : bucket)}.";

    public static NatsKVStatus ToStatus(string bucket, StreamInfo info)
        => new(bucket, info.Config.Compression != StreamConfigCompression.None, info.Config.SubjectDeleteMarkerTTL, info);

    public static StreamConfig ToStream(NatsKVConfig config)
    {
        if (config.History > MaxHistory)
        {
            throw new NatsKVException($"A bucket keeps at most {MaxHistory} revisions per key.");
        }

        var name = Name(config.Bucket);
        return new StreamConfig
        {
            Name = name,
            Description = config.Description,
            Subjects = config.Mirror is null ? [$"$KV.{config.Bucket}.>"] : null,
            MaxMsgsPerSubject = Math.Max(1, config.History),
            MaxBytes = config.MaxBytes,
            MaxAge = config.MaxAge,
            MaxMsgSize = config.MaxValueSize,
            Compression = config.Compression ? StreamConfigCompression.S2 : StreamConfigCompression.None,
            Storage = config.Storage == NatsKVStorageType.Memory ? StreamConfigStorage.Memory : StreamConfigStorage.File,
            NumReplicas = Math.Max(1, config.NumberOfReplicas),
            Retention = StreamConfigRetention.Limits,
            Discard = StreamConfigDiscard.New,
            DuplicateWindow = config.MaxAge > TimeSpan.Zero && config.MaxAge < DuplicateWindow ? config.MaxAge : DuplicateWindow,
            AllowRollupHdrs = true,
            DenyDelete = true,
            AllowDirect = true,
            MirrorDirect = config.Mirror is not null,
            Placement = config.Placement,
            Republish = config.Republish,
            Mirror = config.Mirror is null ? null : Named(config.Mirror),
            Sources = config.Sources?.Select(source => Source(source, config.Bucket)).ToArray(),
            Metadata = config.Metadata,
            AllowMsgTTL = config.LimitMarkerTTL > TimeSpan.Zero,
            SubjectDeleteMarkerTTL = config.LimitMarkerTTL,
        };
    }

    private static StreamSource Named(StreamSource source)
        => TryBucket(source.Name, out _) ? source : source with { Name = StreamPrefix + source.Name };

    /// <summary>Entries of another bucket get this one's subjects.</summary>
    private static StreamSource Source(StreamSource source, string bucket)
    {
        var named = Named(source);
        if (named.SubjectTransforms is { Count: > 0 } || !TryBucket(named.Name, out var origin) || origin == bucket)
        {
            return named;
        }

        return named with { SubjectTransforms = [new SubjectTransform { Src = $"$KV.{origin}.>", Dest = $"$KV.{bucket}.>" }] };
    }
}
