using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Orchestration;

internal static class OrchestrationExtensions
{
    public static void AddOrchestration(this IServiceCollection services)
    {
        services.AddSingleton<ChildLauncher>();
        services.AddSingleton<OutputSink>();
        services.AddSingleton<EndpointAllocator>();
        services.AddSingleton<DependencyWait>();
        services.AddSingleton<ProjectTarget>();
        services.AddSingleton<ResourceEnvironment>();
        services.AddSingleton<LaunchPlanner>();
        services.AddSingleton<ContainerLaunch>();
        services.AddSingleton<HealthMonitor>();
        services.AddSingleton<InstanceServices>();
        services.AddSingleton<AppOrchestrator>();
        services.AddHostedService(p => p.GetRequiredService<AppOrchestrator>());
    }
}
