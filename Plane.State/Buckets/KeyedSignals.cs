namespace Plane.State.Buckets;

/// <summary>Wakes those who wait for one key. A signal is taken first and awaited later; it completes at the next change.</summary>
internal sealed class KeyedSignals
{
    /// <summary>No KV key is empty, so this one is free to mean every change.</summary>
    public const string Any = "";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    public Task Of(string key)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(key, out var source))
            {
                _waiting[key] = source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return source.Task;
        }
    }

    public void Raise(string key)
    {
        TaskCompletionSource? source;
        lock (_gate)
        {
            _waiting.Remove(key, out source);
        }

        source?.SetResult();
    }
}
