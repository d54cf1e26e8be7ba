using Microsoft.Extensions.Diagnostics.HealthChecks;
using Plane.Contracts.Http;
using Plane.Contracts.Records;
using Plane.Controller.Api.Errors;
using Plane.Controller.Scheduling;
using Plane.Domain.Keys;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.Controller.Api.Statuses;

/// <summary>Whether a connect would be answered from knowledge: NATS answers, and every view was listed once.</summary>
internal sealed class StoreHealth(NatsContact contact, LiveView<KeyEntry> keys, LiveView<BackendRecord> backends, DroneBoard board) : IHealthCheck
{
    public static ApiError Failed { get; } = new(StatusCodes.Status500InternalServerError, ErrorKind.Other, "Database health check failed") { IsState = true };

    public bool IsGood => !contact.IsLost && keys.Listed.IsCompleted && backends.Listed.IsCompleted && board.IsComplete;

    /// <summary>The same for <c>/health</c>.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsGood ? HealthCheckResult.Healthy() : new HealthCheckResult(context.Registration.FailureStatus, "NATS does not answer, or was not read yet."));
}
