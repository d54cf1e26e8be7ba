using System.Buffers;

namespace NATS.Client.Core;

/// <summary>A pooled block of exactly the length asked for. Dispose it once.</summary>
public struct NatsMemoryOwner<T> : IMemoryOwner<T>
{
    private T[]? _array;

    private NatsMemoryOwner(T[] array, int length)
    {
        _array = array;
        Length = length;
    }

    /// <summary>No elements; needs no disposing.</summary>
    public static NatsMemoryOwner<T> Empty => default;

    /// <summary>Elements asked for, not those of the pooled array behind.</summary>
    public int Length { get; }

    /// <inheritdoc/>
    public Memory<T> Memory => _array.AsMemory(0, Length);

    /// <summary>The same as <see cref="Memory"/>.</summary>
    public Span<T> Span => _array.AsSpan(0, Length);

    /// <summary>Rents from the shared pool; the contents are not cleared.</summary>
    public static NatsMemoryOwner<T> Allocate(int size) => new(ArrayPool<T>.Shared.Rent(size), size);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_array is not null)
        {
            ArrayPool<T>.Shared.Return(_array);
            _array = null;
        }
    }
}
