namespace Plane.Drone.Routing.Sharing;

/// <summary>How the proxy's process uses one backend. The lock of its owner is held for every access.</summary>
internal sealed class RemoteUse
{
    private TaskCompletionSource<bool> _word = NewWord();
    private bool _isRefused;

    /// <summary>Requests, streams and sockets open.</summary>
    public int Open { get; set; }

    /// <summary>When one was last known to count, on the monotonic clock.</summary>
    public TimeSpan Since { get; set; }

    /// <summary>Whether the agent has been told that the backend is in use, and not yet that it is not.</summary>
    public bool IsTold { get; private set; }

    /// <summary>Whether the agent lets the backend be used; not complete while it has not said.</summary>
    public Task<bool> Granted => _word.Task;

    /// <summary>The agent is told, and says its word anew.</summary>
    public void Tell()
    {
        IsTold = true;
        if (_word.Task.IsCompleted && !_isRefused)
        {
            _word = NewWord();
        }
    }

    public void Untell() => IsTold = false;

    /// <summary>Nothing happens where the agent has said otherwise.</summary>
    public void Grant() => _word.TrySetResult(true);

    /// <summary>From now on nobody gets in.</summary>
    /// <returns>Whether somebody may be in already.</returns>
    public bool Refuse()
    {
        if (_isRefused)
        {
            return false;
        }

        _isRefused = true;
        if (_word.TrySetResult(false))
        {
            return false;
        }

        _word = NewWord();
        _word.SetResult(false);
        return true;
    }

    private static TaskCompletionSource<bool> NewWord() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
