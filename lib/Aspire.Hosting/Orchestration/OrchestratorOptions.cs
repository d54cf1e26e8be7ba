namespace Aspire.Hosting.Orchestration;

/// <summary>The orchestrator's bounds.</summary>
internal sealed record OrchestratorOptions
{
    /// <summary>From SIGTERM to SIGKILL. Longer than the 30 s a .NET host takes at most to shut down.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(35);

    /// <summary>How long helpers of a process may outlive it before they are killed.</summary>
    public TimeSpan OrphanGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Health checks begin at this pace and slow down to <see cref="HealthyInterval"/>.</summary>
    public TimeSpan StartingInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan HealthyInterval { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan HealthTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public bool DisableDashboard { get; init; }

    /// <summary>The process is ours, and so are its signals; false inside a test.</summary>
    public bool OwnsProcess { get; init; } = true;

    public bool WriteToConsole { get; init; } = true;
}
