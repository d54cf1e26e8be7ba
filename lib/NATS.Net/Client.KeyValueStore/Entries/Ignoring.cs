using System.Buffers;
using NATS.Client.Core;

namespace NATS.Client.KeyValueStore.Entries;

/// <summary>For reads that want to know about an entry, not what is in it.</summary>
internal sealed class Ignoring : INatsDeserialize<object?>
{
    public static readonly Ignoring Default = new();

    public object? Deserialize(in ReadOnlySequence<byte> buffer) => null;
}
