using System.Text.Json;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using NATS.Client.KeyValueStore;
using Plane.State.Connection;

namespace Plane.State.Buckets;

/// <summary>
/// One KV bucket with typed values. Writes are compare-and-set and say what happened instead of throwing; they carry a message id, so that a
/// repeated one is stored once. Reads go to the leader (STREAM.MSG.GET): the KV's direct get may be stale on replicas.
/// </summary>
public sealed class Bucket<T>(BucketSpec<T> spec, JetStream jetStream, ILogger<Bucket<T>> log)
    where T : class
{
    private readonly string _prefix = $"$KV.{spec.Name}.";

    public BucketSpec<T> Spec => spec;

    /// <summary>Writes where no live entry is: none was ever written, it expired, or it was deleted.</summary>
    /// <param name="messageId">The same for a repetition of the same write; unique otherwise.</param>
    public async ValueTask<WriteOutcome> CreateAsync(string key, T value, string messageId, CancellationToken token)
    {
        var first = await PublishAsync(key, Serialize(value), 0, messageId, headers: null, token);
        if (first.Result != WriteResult.Conflict)
        {
            return first;
        }

        var last = await ReadLastAsync(key, token);
        return last switch
        {
            { Result: ReadResult.Found, Marker: { } marker } => await PublishAsync(key, Serialize(value), marker, messageId + ".again", headers: null, token),
            { Result: ReadResult.Missing } => await PublishAsync(key, Serialize(value), 0, messageId + ".again", headers: null, token),
            { Result: ReadResult.Unanswered } => WriteOutcome.Unanswered,
            _ => WriteOutcome.Conflict,
        };
    }

    /// <summary>Writes where nothing was ever written. For entries that are not deleted and do not expire: nothing is read, whoever may write may.</summary>
    public ValueTask<WriteOutcome> WriteFirstAsync(string key, T value, string messageId, CancellationToken token) =>
        PublishAsync(key, Serialize(value), 0, messageId, headers: null, token);

    /// <summary>Replaces exactly this revision.</summary>
    public ValueTask<WriteOutcome> UpdateAsync(string key, T value, ulong revision, string messageId, CancellationToken token) =>
        PublishAsync(key, Serialize(value), revision, messageId, headers: null, token);

    /// <summary>Writes whatever is there. For state that has one writer.</summary>
    public ValueTask<WriteOutcome> PutAsync(string key, T value, CancellationToken token) =>
        PublishAsync(key, Serialize(value), null, messageId: null, headers: null, token);

    /// <summary>Deletes exactly this revision, leaving a marker.</summary>
    public ValueTask<WriteOutcome> DeleteAsync(string key, ulong revision, CancellationToken token) =>
        PublishAsync(key, [], revision, messageId: null, new NatsHeaders { ["KV-Operation"] = "DEL" }, token);

    /// <summary>Removes the entry with its history, at exactly this revision, leaving one marker.</summary>
    public ValueTask<WriteOutcome> PurgeAsync(string key, ulong revision, CancellationToken token) =>
        PublishAsync(key, [], revision, messageId: null, new NatsHeaders { ["KV-Operation"] = "PURGE", ["Nats-Rollup"] = "sub" }, token);

    /// <summary>The leader's entry.</summary>
    public async ValueTask<ReadOutcome<T>> ReadAsync(string key, CancellationToken token)
    {
        var last = await ReadLastAsync(key, token);
        return last switch
        {
            { Result: ReadResult.Found, Entry: { } entry } => ReadOutcome<T>.Found(entry),
            { Result: ReadResult.Unanswered } => ReadOutcome<T>.Unanswered,
            _ => ReadOutcome<T>.Missing,
        };
    }

    /// <summary>
    /// Any server's entry, by DIRECT.GET with the key in the subject, where a permission can be for one key; <see cref="ReadAsync"/> needs one for the
    /// whole bucket. It may be behind for a moment: for what is written once, or looked at again.
    /// </summary>
    public async ValueTask<ReadOutcome<T>> ReadAnyAsync(string key, CancellationToken token)
    {
        try
        {
            var store = await jetStream.KeyValue.GetStoreAsync(spec.Name, token);
            var read = await store.TryGetEntryAsync(key, serializer: RawJson<T>.Of(spec.Json), cancellationToken: token);
            if (read is { Success: true, Value: { Error: null, Value: { } value } entry })
            {
                return ReadOutcome<T>.Found(new Versioned<T>(key, value, entry.Revision, entry.Created));
            }

            if (!read.Success && read.Error is NatsKVKeyNotFoundException or NatsKVKeyDeletedException)
            {
                return ReadOutcome<T>.Missing;
            }

            log.ReadUnanswered(read.Success ? read.Value.Error : read.Error, spec.Name);
        }
        catch (NatsException exception)
        {
            log.ReadUnanswered(exception, spec.Name);
        }
        catch (OperationCanceledException exception) when (!token.IsCancellationRequested)
        {
            log.ReadUnanswered(exception, spec.Name);
        }

        return ReadOutcome<T>.Unanswered;
    }

    /// <summary>Every revision the bucket still has of a key, oldest first, and whether deletions are among them is not told.</summary>
    public async ValueTask<IReadOnlyList<Versioned<T>>> HistoryAsync(string key, CancellationToken token)
    {
        var store = await jetStream.KeyValue.GetStoreAsync(spec.Name, token);
        var entries = new List<Versioned<T>>();
        await foreach (var entry in store.HistoryAsync(key, RawJson<T>.Of(spec.Json), cancellationToken: token))
        {
            if (entry is { Operation: NatsKVOperation.Put, Error: null, Value: { } value })
            {
                entries.Add(new Versioned<T>(key, value, entry.Revision, entry.Created));
            }
        }

        return entries;
    }

    /// <summary>The last value of every key that a pattern names, once, in the order of their writing.</summary>
    /// <exception cref="NatsException">The store did not answer, or has no such bucket.</exception>
    public async ValueTask<IReadOnlyList<Versioned<T>>> ListAsync(string pattern, CancellationToken token)
    {
        var store = await jetStream.KeyValue.GetStoreAsync(spec.Name, token);
        var entries = new List<Versioned<T>>();
        var options = new NatsKVWatchOpts { OnNoData = static _ => ValueTask.FromResult(true) };
        await foreach (var entry in store.WatchAsync(pattern, RawJson<T>.Of(spec.Json), options, token))
        {
            if (entry is { Operation: NatsKVOperation.Put, Error: null, Value: { } value })
            {
                entries.Add(new Versioned<T>(entry.Key, value, entry.Revision, entry.Created));
            }

            if (entry.Delta == 0)
            {
                break;
            }
        }

        return entries;
    }

    private ValueTask<WriteOutcome> PublishAsync(string key, byte[] payload, ulong? expected, string? messageId, NatsHeaders? headers, CancellationToken token) =>
        jetStream.WriteAsync(_prefix + key, payload, new NatsJSPubOpts { ExpectedLastSubjectSequence = expected, MsgId = messageId }, headers, spec.Name, log, token);

    /// <summary>When a revision was written, by the server's clock; null where it is gone.</summary>
    /// <exception cref="NatsException">The store did not answer.</exception>
    public async ValueTask<DateTimeOffset?> TimeOfAsync(ulong revision, CancellationToken token) =>
        (await (await jetStream.StreamOfAsync(spec.Name, token)).FindAsync(new StreamMsgGetRequest { Seq = revision }, token))?.Time;

    private async ValueTask<LastEntry> ReadLastAsync(string key, CancellationToken token)
    {
        try
        {
            var stream = await jetStream.StreamOfAsync(spec.Name, token);
            var found = await stream.FindAsync(new StreamMsgGetRequest { LastBySubj = _prefix + key }, token);
            return found is { } message ? Read(key, message) : new LastEntry(ReadResult.Missing, null, null);
        }
        catch (NatsException exception)
        {
            log.ReadUnanswered(exception, spec.Name);
            return new LastEntry(ReadResult.Unanswered, null, null);
        }
        catch (OperationCanceledException exception) when (!token.IsCancellationRequested)
        {
            log.ReadUnanswered(exception, spec.Name);
            return new LastEntry(ReadResult.Unanswered, null, null);
        }
    }

    private LastEntry Read(string key, StoredMessage message)
    {
        if (KvHeaders.IsMarker(message.Hdrs))
        {
            return new LastEntry(ReadResult.Found, null, message.Seq);
        }

        var value = JsonSerializer.Deserialize(message.Data.Span, spec.Json) ?? throw new InvalidOperationException($"Bucket {spec.Name} holds null.");
        return new LastEntry(ReadResult.Found, new Versioned<T>(key, value, message.Seq, message.Time), null);
    }

    private byte[] Serialize(T value) => JsonSerializer.SerializeToUtf8Bytes(value, spec.Json);

    /// <param name="Marker">Revision of a deletion marker, where that is the last thing written.</param>
    private readonly record struct LastEntry(ReadResult Result, Versioned<T>? Entry, ulong? Marker);
}
