namespace Plane.Domain.Backends;

/// <summary>How long a backend may live. Kept in its record.</summary>
/// <param name="MaxIdleSeconds">Time without any open connection, from ready or the last close; null for no limit.</param>
/// <param name="LifetimeSeconds">Time from scheduling; null for no limit.</param>
/// <param name="GraceSeconds">Between SIGTERM and SIGKILL. Default 10.</param>
public sealed record BackendLimits(int? MaxIdleSeconds = null, int? LifetimeSeconds = null, int GraceSeconds = BackendLimits.DefaultGraceSeconds)
{
    public const int DefaultGraceSeconds = 10;
}
