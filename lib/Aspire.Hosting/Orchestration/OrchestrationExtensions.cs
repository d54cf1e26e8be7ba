using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Orchestration;

internal static class OrchestrationExtensions
{
    /// <param name="services">The application's.</param>
    /// <param name="runs">False in publish mode: nothing is started.</param>
    public static void AddOrchestration(this IServiceCollection services, bool runs)
    {
        services.AddSingleton<ChildLauncher>();
        services.AddSingleton<OutputSink>();
        services.AddSingleton<EndpointAllocator>();
        services.AddSingleton<DependencyWait>();
        services.AddSingleton<ProjectTarget>();
        services.AddSingleton<ResourceEnvironment>();
        services.AddSingleton<LaunchPlanner>();
        services.AddSingleton<ImageBuild>();
        services.AddSingleton<ContainerLaunch>();
        services.AddSingleton<HealthMonitor>();
        services.AddSingleton<InstanceServices>();
        services.AddSingleton<AppOrchestrator>();
        if (runs)
        {
            services.AddHostedService(p => p.GetRequiredService<AppOrchestrator>());
        }
    }
}
