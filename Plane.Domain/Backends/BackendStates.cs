using System.Collections.Immutable;

namespace Plane.Domain.Backends;

/// <summary>The one table from statuses and reasons to the NATS API's states (docs/states.md).</summary>
public static class BackendStates
{
    private static readonly ImmutableArray<(BackendState State, BackendStatus Since)> Alive =
        [(BackendState.Loading, BackendStatus.Loading), (BackendState.Starting, BackendStatus.Waiting), (BackendState.Ready, BackendStatus.Ready)];

    public static bool IsEnd(this BackendState state) => state > BackendState.Ready;

    /// <summary>Every state a backend has been in, in order, each with the status that brings it. Nothing is told of a termination before it is over.</summary>
    /// <param name="last">The status before termination began; null while alive.</param>
    public static ImmutableArray<(BackendState State, BackendStatus Since)> CourseOf(BackendStatus status, BackendStatus? last, TerminationReason? reason, int? exitCode)
    {
        var reached = status.IsAlive() ? status : last ?? BackendStatus.Scheduled;
        ImmutableArray<(BackendState State, BackendStatus Since)> alive = [.. Alive.Where(one => one.Since <= reached)];
        return status == BackendStatus.Terminated ? alive.Add((EndOf(reached, reason, exitCode), BackendStatus.Terminated)) : alive;
    }

    /// <param name="last">The status before termination began.</param>
    public static BackendState EndOf(BackendStatus last, TerminationReason? reason, int? exitCode) => reason switch
    {
        TerminationReason.Swept => BackendState.Swept,
        TerminationReason.External or TerminationReason.KeyExpired => BackendState.Terminated,
        TerminationReason.Lost => BackendState.Lost,
        TerminationReason.StartupTimeout => BackendState.TimedOutBeforeReady,
        _ when last < BackendStatus.Waiting => BackendState.ErrorLoading,
        _ when last < BackendStatus.Ready => BackendState.ErrorStarting,
        TerminationReason.InternalError => BackendState.Failed,
        _ => exitCode switch
        {
            null => BackendState.Swept,
            0 => BackendState.Exited,
            _ => BackendState.Failed,
        },
    };
}
