namespace NATS.Client.Core.Transport;

/// <summary>Continuations that became ready while frames were read. They run once the next receive is under way, so that user code cannot hold up the reader.</summary>
internal sealed class ReadyQueue
{
    private IThreadPoolWorkItem? _last;

    /// <summary>The one before goes to the thread pool.</summary>
    public void Add(IThreadPoolWorkItem item)
    {
        Schedule();
        _last = item;
    }

    /// <summary>The last one, for the caller to run on its own thread after it has handed on the reader's role.</summary>
    public IThreadPoolWorkItem? Take()
    {
        var item = _last;
        _last = null;
        return item;
    }

    /// <summary>All to the thread pool.</summary>
    public void Schedule()
    {
        if (Take() is { } item)
        {
            ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
        }
    }
}
