using Plane.Drone.Attach;
using Plane.State.Buckets;

namespace Plane.Drone.Agent;

/// <summary>What the agent role consists of.</summary>
internal sealed record AgentParts(
    StoreSetup Setup,
    Census Census,
    Readoption Readoption,
    Heartbeats Heartbeats,
    SpawnDesk Spawns,
    TouchDesk Touches,
    ActivityDesk Activities,
    MetricsDesk Metrics,
    AttachDesk Attach,
    TerminateWatch Terminations,
    DrainWatch Drain,
    OrphanSweep Orphans,
    ProgramSweep Programs,
    Prefetching Prefetching,
    Pruning Pruning);
