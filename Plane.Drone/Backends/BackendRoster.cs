using System.Collections.Concurrent;
using System.Diagnostics;
using Plane.Domain.Identity;

namespace Plane.Drone.Backends;

/// <summary>The supervisors of this drone that have not ended.</summary>
internal sealed class BackendRoster(ILogger<BackendRoster> log) : IDisposable
{
    private readonly ConcurrentDictionary<BackendId, (BackendSupervisor Supervisor, Task Life)> _lives = new();
    private readonly CancellationTokenSource _leave = new();
    private readonly TaskCompletionSource _overtaken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = NewSignal();

    public int Count => _lives.Count;

    public IEnumerable<BackendSupervisor> All => _lives.Values.Select(static life => life.Supervisor);

    /// <summary>Completes when one comes or goes next; taken before a look at the rest.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>Completes when a newer life of this drone was met: this one has to end and touch nothing.</summary>
    public Task Overtaken => _overtaken.Task;

    public BackendSupervisor? Find(BackendId backend) => _lives.TryGetValue(backend, out var life) ? life.Supervisor : null;

    /// <summary>Completes when the backend's supervisor has ended; at once where there is none.</summary>
    public Task EndOf(BackendId backend) => _lives.TryGetValue(backend, out var life) ? life.Life : Task.CompletedTask;

    public void Begin(BackendSupervisor supervisor, ActivityContext parent)
    {
        var begun = NewSignal();
        var life = LiveAsync(supervisor, parent, begun.Task);
        if (!_lives.TryAdd(supervisor.Backend, (supervisor, life)))
        {
            throw new InvalidOperationException($"{supervisor.Backend} has a supervisor already.");
        }

        begun.SetResult();
        Raise();
    }

    /// <summary>Lets go of all backends as they are, and returns when their supervisors have ended.</summary>
    public async Task LeaveAsync()
    {
        await _leave.CancelAsync();
        await AllEndedAsync(CancellationToken.None);
    }

    public Task AllEndedAsync(CancellationToken token) => Task.WhenAll(_lives.Values.Select(static life => life.Life)).WaitAsync(token);

    public void Dispose() => _leave.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task LiveAsync(BackendSupervisor supervisor, ActivityContext parent, Task begun)
    {
        await begun;
        try
        {
            await supervisor.RunAsync(parent, _leave.Token);
        }
        catch (Exception exception)
        {
            // Its lease is not renewed any more and its journal stands: the guard ends what runs, before the key can be taken again.
            log.SupervisorBroke(exception, supervisor.Backend);
        }
        finally
        {
            _lives.TryRemove(supervisor.Backend, out _);
            Raise();
            if (supervisor.Orders.Left.IsCompleted)
            {
                _overtaken.TrySetResult();
            }
        }
    }

    private void Raise() => Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
}
