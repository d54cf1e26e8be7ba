using System.Buffers;

namespace NATS.Client.KeyValueStore.Entries;

/// <summary>What a key looks like (ADR-8).</summary>
internal static class KeyRule
{
    private const string KeyCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/_=.";
    private static readonly SearchValues<char> InKey = SearchValues.Create(KeyCharacters);
    private static readonly SearchValues<char> InPattern = SearchValues.Create(KeyCharacters + "*>");

    public static NatsKVException? Fault(string? key) => Fault(key, InKey);

    public static void Check(string? key)
    {
        if (Fault(key) is { } fault)
        {
            throw fault;
        }
    }

    public static void CheckPattern(string? pattern)
    {
        if (Fault(pattern, InPattern) is { } fault)
        {
            throw fault;
        }
    }

    private static NatsKVException? Fault(string? key, SearchValues<char> allowed)
    {
        if (string.IsNullOrEmpty(key))
        {
            return new NatsKVException("A key cannot be empty.");
        }

        if (key[0] == '.' || key[^1] == '.')
        {
            return new NatsKVException("A key cannot begin or end with a dot.");
        }

        return key.AsSpan().ContainsAnyExcept(allowed) ? new NatsKVException("A key consists of letters, digits and '-', '/', '_', '=', '.'.") : null;
    }
}
