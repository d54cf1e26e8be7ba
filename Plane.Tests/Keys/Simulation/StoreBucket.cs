using Plane.State.Buckets;

namespace Plane.Tests.Keys.Simulation;

/// <summary>One KV bucket at its leader: compare-and-set by revision, markers of deletion, message ids first, entries that expire unannounced.</summary>
internal sealed class StoreBucket<T>(Store store, TimeSpan ttl)
    where T : class
{
    private static readonly TimeSpan IdsKept = TimeSpan.FromMinutes(2);
    private readonly List<Message> _messages = [];
    private ulong _sequence;

    /// <summary>Called with each write: key, value (null for a marker), revision.</summary>
    public Action<string, T?, ulong> Changed { get; set; } = static (_, _, _) => { };

    /// <param name="value">Null leaves a marker.</param>
    /// <param name="expected">Of the key's last message; 0 for none; null for whatever is there.</param>
    public WriteOutcome Write(string key, T? value, ulong? expected, string? messageId)
    {
        if (messageId is not null && _messages.FindLast(message => message.Id == messageId && store.Clock - message.At < IdsKept) is { } known)
        {
            return WriteOutcome.Stored(known.Revision);
        }

        if (expected is { } revision && revision != (Last(key)?.Revision ?? 0))
        {
            return WriteOutcome.Conflict;
        }

        var message = new Message(key, value, ++_sequence, store.Clock, store.Stamp, messageId);
        _messages.Add(message);
        Changed(key, value, message.Revision);
        return WriteOutcome.Stored(message.Revision);
    }

    public ReadOutcome<T> Read(string key) =>
        Last(key) is { Value: { } value } last ? ReadOutcome<T>.Found(new Versioned<T>(key, value, last.Revision, last.Stamp)) : ReadOutcome<T>.Missing;

    /// <summary>What a create compares with: a marker's revision, or 0 for nothing; null where a live entry is.</summary>
    public ulong? FreeAt(string key) => Last(key) switch { null => 0, { Value: null } marker => marker.Revision, _ => null };

    /// <summary>Forgets what was written since, and counts on from there.</summary>
    public int Lose(TimeSpan since)
    {
        var lost = _messages.RemoveAll(message => message.At >= since);
        _sequence = _messages.Count == 0 ? 0 : _messages[^1].Revision;
        return lost;
    }

    /// <summary>Forgets the very last write where it and the one before it are as told.</summary>
    public bool LoseLast(Func<T, T, bool> isSo)
    {
        if (_messages is not [.., { Value: { } before }, { Value: { } last }] || !isSo(before, last))
        {
            return false;
        }

        _messages.RemoveAt(_messages.Count - 1);
        _sequence = _messages[^1].Revision;
        return true;
    }

    private Message? Last(string key) => _messages.FindLast(message => message.Key == key) is { } last && (ttl == TimeSpan.MaxValue || store.Clock - last.At < ttl) ? last : null;

    private sealed record Message(string Key, T? Value, ulong Revision, TimeSpan At, DateTimeOffset Stamp, string? Id);
}
