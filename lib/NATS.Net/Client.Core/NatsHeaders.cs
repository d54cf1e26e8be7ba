using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Primitives;

namespace NATS.Client.Core;

/// <summary>Message headers (ADR-4): keys case-insensitive, one line per value on the wire.</summary>
public class NatsHeaders : INatsHeaders
{
    private readonly Dictionary<string, StringValues> _store;

    /// <summary>No headers.</summary>
    public NatsHeaders() => _store = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Copies <paramref name="store"/>; null gives no headers.</summary>
    public NatsHeaders(Dictionary<string, StringValues>? store)
        => _store = store is null ? new(StringComparer.OrdinalIgnoreCase) : new(store, StringComparer.OrdinalIgnoreCase);

    /// <summary>No headers, room for <paramref name="capacity"/> keys.</summary>
    public NatsHeaders(int capacity) => _store = new Dictionary<string, StringValues>(capacity, StringComparer.OrdinalIgnoreCase);

    /// <summary>The status of a server message that JetStream clients tell apart.</summary>
    public enum Messages
    {
        /// <summary>Any other text: see <see cref="MessageText"/>.</summary>
        Text,

        /// <summary>100 Idle Heartbeat.</summary>
        IdleHeartbeat,

        /// <summary>400 Bad Request.</summary>
        BadRequest,

        /// <summary>409 Consumer Deleted.</summary>
        ConsumerDeleted,

        /// <summary>409 Consumer is push based.</summary>
        ConsumerIsPushBased,

        /// <summary>404 No Messages.</summary>
        NoMessages,

        /// <summary>408 Request Timeout.</summary>
        RequestTimeout,

        /// <summary>409 Message Size Exceeds MaxBytes.</summary>
        MessageSizeExceedsMaxBytes,

        /// <summary>The pull request ended early with messages or bytes left over.</summary>
        RequestsPending,
    }

    /// <summary>Of the status line; always 1.</summary>
    public int Version { get; internal set; } = 1;

    /// <summary>Of the status line; 0 when it has none.</summary>
    public int Code { get; internal set; }

    /// <summary>Of the status line; empty when it has none.</summary>
    public string MessageText { get; internal set; } = string.Empty;

    /// <summary><see cref="MessageText"/> as a value.</summary>
    public Messages Message { get; internal set; } = Messages.Text;

    /// <summary>Why the block, or the payload that came with it, could not be read.</summary>
    public NatsException? Error { get; internal set; }

    internal Dictionary<string, StringValues> Store => _store;

    /// <summary>The receive span; it ends when the reader takes the message, and stays the parent of what the reader does.</summary>
    internal Activity? Activity { get; set; }

    /// <inheritdoc/>
    public ICollection<string> Keys => _store.Keys;

    /// <inheritdoc/>
    public ICollection<StringValues> Values => _store.Values;

    /// <inheritdoc/>
    public int Count => _store.Count;

    /// <summary>Always false.</summary>
    public bool IsReadOnly => false;

    /// <summary>Reading a missing key gives empty; writing empty removes the key.</summary>
    public StringValues this[string key]
    {
        get => _store.GetValueOrDefault(key);
        set
        {
            ArgumentNullException.ThrowIfNull(key);
            if (value.Count == 0)
            {
                _store.Remove(key);
            }
            else
            {
                _store[key] = value;
            }
        }
    }

    /// <inheritdoc/>
    public void Add(string key, StringValues value) => _store.Add(key, value);

    /// <inheritdoc/>
    public void Add(KeyValuePair<string, StringValues> item) => _store.Add(item.Key, item.Value);

    /// <inheritdoc/>
    public void Clear() => _store.Clear();

    /// <inheritdoc/>
    public bool Contains(KeyValuePair<string, StringValues> item) => _store.TryGetValue(item.Key, out var value) && value.Equals(item.Value);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _store.ContainsKey(key);

    /// <inheritdoc/>
    public void CopyTo(KeyValuePair<string, StringValues>[] array, int arrayIndex)
        => ((ICollection<KeyValuePair<string, StringValues>>)_store).CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public bool Remove(string key) => _store.Remove(key);

    /// <inheritdoc/>
    public bool Remove(KeyValuePair<string, StringValues> item) => Contains(item) && _store.Remove(item.Key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, out StringValues value) => _store.TryGetValue(key, out value);

    /// <summary>The last value of a key that has several.</summary>
    public bool TryGetLastValue(string key, [NotNullWhen(true)] out string? value)
    {
        value = _store.TryGetValue(key, out var values) && values.Count > 0 ? values[^1] : null;
        return value is not null;
    }

    /// <inheritdoc/>
    IEnumerator<KeyValuePair<string, StringValues>> IEnumerable<KeyValuePair<string, StringValues>>.GetEnumerator() => _store.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _store.GetEnumerator();
}
