namespace Plane.Tests.Keys.Simulation;

internal enum IncidentKind
{
    FreezeDrone,
    CutDrone,

    /// <summary>What it sends arrives; no answer of the store comes back.</summary>
    DeafenDrone,
    KillDrone,
    FreezeController,
    CutController,
    KillController,
    RestartStore,
    WipeStore,
    Terminate,
    ProgramEnds,
    Reap,

    /// <summary>The last renewal is lost, acknowledged as it was: no session may end of it. Only its own test draws it.</summary>
    LoseRenewal,

    /// <summary>Acknowledged writes are lost: a documented limit, so only its own test draws it.</summary>
    LoseLastWrites,
}
