using System.Collections.Concurrent;

namespace Plane.Drone.Backends;

/// <summary>What runs beside its owner. Nothing of it outlives the group.</summary>
internal sealed class TaskGroup(CancellationToken outer) : IDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(outer);
    private readonly ConcurrentDictionary<Task, bool> _tasks = new();

    public CancellationToken Token => _end.Token;

    public void Add(Task task)
    {
        if (_tasks.TryAdd(task, true))
        {
            task.ContinueWith(static (done, state) => ((ConcurrentDictionary<Task, bool>)state!).TryRemove(done, out _), _tasks, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Cancels all and waits for them. How they ended is theirs to have told.</summary>
    public async Task EndAsync()
    {
        await _end.CancelAsync();
        foreach (var task in _tasks.Keys)
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _end.Dispose();
}
