using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Drone.Attach;
using Plane.Drone.Backends;
using Plane.Drone.Guard;
using Plane.Drone.Routing.Sharing;
using Plane.Drone.Runtime;
using Plane.State;
using Plane.State.Intents;
using Plane.State.Keys;

namespace Plane.Drone.Agent;

/// <summary>Wires the agent role. The program has registered its runtime, its guard's options and Plane's state with a view of the cluster's backends.</summary>
internal static class AgentServices
{
    public static IServiceCollection AddAgent(this IServiceCollection services, AgentOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<DroneLife>().AddSingleton<BackendRoster>().AddSingleton<RenewalStops>().AddSingleton<LeaseSettings>().AddSingleton<BackendServices>();
        services.AddSingleton(new GuardJournal(options.StateDirectory));
        services.AddSingleton<Func<KeyName, IKeyEntries>>(static provider => key => new KeyEntries(provider.GetRequiredService<KeysStore>(), key));
        services.AddSingleton<Func<BackendId, BackendJournal>>(static provider => JournalsOf(provider));
        services.AddSingleton<BackendAcceptance>().AddSingleton<SpawnDesk>().AddSingleton<TouchDesk>().AddSingleton<ActivityDesk>().AddSingleton<MetricsDesk>()
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<AttachDesk>(provider, options.Cluster, options.Drone));
        services.AddSingleton<Census>().AddSingleton<Readoption>().AddSingleton<Heartbeats>();
        services.AddSingleton<TerminateWatch>().AddSingleton<DrainWatch>().AddSingleton<OrphanSweep>().AddSingleton<ProgramSweep>().AddSingleton<Prefetching>().AddSingleton<Pruning>().AddSingleton<AgentParts>();
        services.AddView<TerminateIntent>(buckets => new(buckets.TerminateIntents, IntentsStore.TerminateFilter(options.Cluster, options.Drone), IntentsStore.BackendOf));
        services.AddView<PreventRenewalIntent>(buckets => new(buckets.PreventRenewalIntents, RenewalsStore.FilterOf(options.Cluster, options.Drone), RenewalsStore.BackendOf));
        services.AddView<PrefetchIntent>(buckets => new(buckets.PrefetchIntents, PrefetchStore.KeyOf(options.Cluster), static key => key));
        services.AddDrainsView(DrainsStore.KeyOf(options.Cluster, options.Drone));
        services.AddHostedService(static provider => ActivatorUtilities.CreateInstance<RouteServer>(
            provider,
            provider.GetRequiredService<AgentOptions>().StateDirectory,
            () => ProxyNote.Living(provider.GetRequiredService<AgentOptions>().StateDirectory) is { Dials: true },
            provider.GetRequiredService<DroneLife>().Ready));
        services.AddSingleton<GuardKeeper>().AddHostedService(static provider => provider.GetRequiredService<GuardKeeper>());
        services.AddHealthChecks().AddCheck<AgentHealth>("agent");
        return services.AddHostedService<DroneAgent>();
    }

    /// <summary>For a process that is a proxy and no agent: its heartbeats, and its word with the agent of the same drone.</summary>
    public static IServiceCollection AddProxyAlone(this IServiceCollection services, AgentOptions options) =>
        services.AddSingleton(options).AddHostedService<ProxyHeartbeats>()
            .AddSingleton(static provider => ActivatorUtilities.CreateInstance<RouteClient>(provider, provider.GetRequiredService<AgentOptions>().StateDirectory))
            .AddHostedService(static provider => provider.GetRequiredService<RouteClient>());

    private static Func<BackendId, BackendJournal> JournalsOf(IServiceProvider provider)
    {
        var (journal, kind, boot) = (provider.GetRequiredService<GuardJournal>(), provider.GetRequiredService<IRuntime>().Kind, BootId.Read());
        var socket = provider.GetRequiredService<AgentOptions>().ExecutorSocket;
        return backend => new BackendJournal(journal, backend, kind, boot, socket);
    }
}
