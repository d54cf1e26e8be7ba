using Plane.Contracts.Records;

namespace Plane.Drone.Agent;

/// <summary>Which life of the drone this is, and how far it is. Written by the agent alone.</summary>
internal sealed class DroneLife
{
    private readonly TaskCompletionSource<long> _incarnation = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _number;
    private int _state = (int)DroneState.Starting;

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

    /// <summary>Completes once it is known.</summary>
    public Task<long> Incarnation => _incarnation.Task;

    /// <summary>0 until it is known.</summary>
    public long Number => Volatile.Read(ref _number);

    /// <summary>Completes when spawns are taken.</summary>
    public Task Ready => _ready.Task;

    public void Begin(long incarnation)
    {
        Volatile.Write(ref _number, incarnation);
        _incarnation.TrySetResult(incarnation);
    }
}
