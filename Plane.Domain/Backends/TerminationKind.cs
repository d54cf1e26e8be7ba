namespace Plane.Domain.Backends;

public enum TerminationKind
{
    /// <summary>SIGTERM, the grace period, then SIGKILL.</summary>
    Soft,

    /// <summary>SIGKILL at once.</summary>
    Hard,
}
