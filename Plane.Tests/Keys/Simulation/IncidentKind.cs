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

    /// <summary>Acknowledged writes are lost: a documented limit, so only its own test draws it.</summary>
    LoseLastWrites,
}
