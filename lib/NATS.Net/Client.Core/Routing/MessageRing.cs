namespace NATS.Client.Core.Routing;

/// <summary>Messages first in, first out, in an array that grows up to the capacity. The caller holds a lock and looks at <see cref="Count"/> first.</summary>
internal sealed class MessageRing<T>(int capacity)
{
    private const int Initial = 16;

    private NatsMsg<T>[] _slots = new NatsMsg<T>[Math.Min(Initial, capacity)];
    private int _head;

    public int Count { get; private set; }

    public NatsMsg<T> First => _slots[_head];

    public void Add(in NatsMsg<T> msg)
    {
        if (Count == _slots.Length)
        {
            Grow();
        }

        _slots[Wrap(_head + Count)] = msg;
        Count++;
    }

    public NatsMsg<T> RemoveFirst()
    {
        var first = _slots[_head];
        _slots[_head] = default;
        _head = Wrap(_head + 1);
        Count--;
        return first;
    }

    public NatsMsg<T> RemoveLast()
    {
        ref var slot = ref _slots[Wrap(_head + Count - 1)];
        var last = slot;
        slot = default;
        Count--;
        return last;
    }

    private int Wrap(int at) => at < _slots.Length ? at : at - _slots.Length;

    private void Grow()
    {
        var bigger = new NatsMsg<T>[Math.Min(capacity, _slots.Length * 2)];
        _slots.AsSpan(_head).CopyTo(bigger);
        _slots.AsSpan(0, _head).CopyTo(bigger.AsSpan(_slots.Length - _head));
        _slots = bigger;
        _head = 0;
    }
}
