namespace Plane.Drone.Proxy;

/// <summary>Where this process's listeners really are, once they are open. Heartbeats tell them.</summary>
public sealed class ProxyAddresses
{
    private readonly TaskCompletionSource<OpenListeners> _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the host has started.</summary>
    public Task<OpenListeners> OpenAsync(CancellationToken token) => _open.Task.WaitAsync(token);

    internal void Tell(OpenListeners listeners) => _open.TrySetResult(listeners);
}
