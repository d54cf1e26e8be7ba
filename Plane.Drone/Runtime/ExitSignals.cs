using Plane.Domain.Identity;

namespace Plane.Drone.Runtime;

/// <summary>Wakes those who wait for something to happen to a backend. A signal is taken first and awaited after a look, so that nothing in between is missed.</summary>
internal sealed class ExitSignals
{
    private readonly Lock _gate = new();
    private readonly Dictionary<BackendId, TaskCompletionSource> _waiting = [];

    public Task Of(BackendId backend)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(backend, out var source))
            {
                _waiting[backend] = source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return source.Task;
        }
    }

    public void Raise(BackendId backend)
    {
        TaskCompletionSource? source;
        lock (_gate)
        {
            _waiting.Remove(backend, out source);
        }

        source?.SetResult();
    }

    /// <summary>Something may have been missed: everybody looks again.</summary>
    public void RaiseAll()
    {
        List<TaskCompletionSource> all;
        lock (_gate)
        {
            all = [.. _waiting.Values];
            _waiting.Clear();
        }

        all.ForEach(static source => source.SetResult());
    }
}
