using Plane.State;
using Plane.State.Intents;

namespace Plane.Controller.Scheduling;

/// <summary>Where backends may go.</summary>
internal static class SchedulingServices
{
    public static IServiceCollection AddScheduling(this IServiceCollection services) =>
        services.AddDronesView(cluster: null).AddDrainsView(DrainsStore.Filter).AddSingleton<Drains>().AddSingleton<DroneBoard>();
}
