namespace Plane.Drone.Proxy;

/// <summary>Where this process's listeners really are, once they are open. Heartbeats tell them.</summary>
public sealed class ProxyAddresses
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OpenListeners _current = new(null, null);

    /// <summary>Completes when the host has started, with what is open now: an HTTPS cluster's listener may come later.</summary>
    public async Task<OpenListeners> OpenAsync(CancellationToken token)
    {
        await _open.Task.WaitAsync(token);
        return Volatile.Read(ref _current);
    }

    internal void Tell(OpenListeners listeners)
    {
        Volatile.Write(ref _current, listeners);
        _open.TrySetResult();
    }
}
