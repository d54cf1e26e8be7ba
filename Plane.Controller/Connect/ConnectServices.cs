using Plane.State;
using Plane.State.Keys;

namespace Plane.Controller.Connect;

/// <summary>From a key to its one backend.</summary>
internal static class ConnectServices
{
    public static IServiceCollection AddConnect(this IServiceCollection services, ControllerOptions options)
    {
        services.AddKeysView().AddBackendsView(cluster: null);
        services.AddSingleton(new GrantOptions(options.FreshStore));
        services.AddSingleton<GrantGate>().AddHostedService(static provider => provider.GetRequiredService<GrantGate>());
        services.AddSingleton<KeyLookup>().AddSingleton<BackendRecords>();
        services.AddSingleton<TokenMint>().AddSingleton<TouchCall>().AddSingleton<Joining>();
        services.AddSingleton<ReservationSteps>().AddSingleton<RecordSteps>().AddSingleton<ChosenIds>();
        services.AddSingleton<SpawnCall>().AddSingleton<Granting>().AddSingleton<SpawnRound>().AddSingleton<Acquisition>();
        return services.AddSingleton<ConnectGuard>().AddSingleton<Connector>();
    }
}
