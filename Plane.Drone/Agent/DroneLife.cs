using Plane.Contracts.Records;

namespace Plane.Drone.Agent;

/// <summary>Which life of the drone this is, and how far it is. Written by the agent alone.</summary>
internal sealed class DroneLife
{
    private readonly TaskCompletionSource<long> _incarnation = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _number;
    private TaskCompletionSource _changed = NewSignal();
    private int _state = (int)DroneState.Starting;
    private bool _isDraining;

    public DroneState State
    {
        get => (DroneState)Volatile.Read(ref _state);
        set
        {
            Volatile.Write(ref _state, (int)value);
            if (value == DroneState.Ready)
            {
                _ready.TrySetResult();
            }
        }
    }

    /// <summary>Somebody wants it drained.</summary>
    public bool IsDraining
    {
        get => Volatile.Read(ref _isDraining);
        set
        {
            if (Interlocked.Exchange(ref _isDraining, value) != value)
            {
                Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
            }
        }
    }

    /// <summary>Whether spawns are taken.</summary>
    public bool TakesSpawns => State == DroneState.Ready && !IsDraining;

    /// <summary>Completes when a drain is wanted or undone next; taken before a look at the rest.</summary>
    public Task DrainChanged => Volatile.Read(ref _changed).Task;

    /// <summary>Completes once it is known.</summary>
    public Task<long> Incarnation => _incarnation.Task;

    /// <summary>0 until it is known.</summary>
    public long Number => Volatile.Read(ref _number);

    /// <summary>Completes when spawns are taken.</summary>
    public Task Ready => _ready.Task;

    /// <summary>What the cluster is told.</summary>
    /// <param name="running">Backends that have not ended.</param>
    public DroneState Told(int running) => (State, IsDraining, running) switch
    {
        (DroneState.Ready, true, 0) => DroneState.Drained,
        (DroneState.Ready, true, _) => DroneState.Draining,
        _ => State,
    };

    public void Begin(long incarnation)
    {
        Volatile.Write(ref _number, incarnation);
        _incarnation.TrySetResult(incarnation);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
