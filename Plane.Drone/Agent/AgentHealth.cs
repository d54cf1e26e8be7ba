using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Plane.Drone.Agent;

/// <summary>Healthy once controllers can know that this drone takes spawns: whoever waits for it may connect then.</summary>
internal sealed class AgentHealth(Heartbeats heartbeats, DroneLife life) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(heartbeats.HasToldReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"The agent is {life.State} and has not told that it takes spawns."));
}
