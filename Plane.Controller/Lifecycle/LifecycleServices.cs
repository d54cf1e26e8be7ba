namespace Plane.Controller.Lifecycle;

/// <summary>What ends records that nobody else will end.</summary>
internal static class LifecycleServices
{
    public static IServiceCollection AddLifecycle(this IServiceCollection services) =>
        services.AddSingleton<ServerClock>().AddSingleton<ReaperDuties>().AddSingleton<Terminations>().AddHostedService<Reaper>().AddHostedService<EndTeller>();
}
