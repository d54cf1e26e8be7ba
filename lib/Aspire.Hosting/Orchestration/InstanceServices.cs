using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>What every <see cref="ResourceInstance"/> works with.</summary>
internal sealed record InstanceServices(
    ResourceNotificationService Notifications,
    IDistributedApplicationEventing Eventing,
    DependencyWait Dependencies,
    LaunchPlanner Planner,
    ChildLauncher Launcher,
    OutputSink Output,
    HealthMonitor Health,
    OrchestratorOptions Options,
    TimeProvider Time,
    IServiceProvider Provider,
    ILogger<DistributedApplication> Logger);
