using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Streams;

namespace Plane.Controller.Api.Statuses;

/// <summary>What both HTTP rooms stand on.</summary>
internal static class StatusServices
{
    public static IServiceCollection AddStatuses(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<StoreHealth>("store");
        return services.AddSingleton<ErrorAnswers>().AddSingleton<BackendViews>().AddSingleton<StatusEndpoint>().AddSingleton<StatusFeed>().AddSingleton<StatusStream>().AddSingleton<EventStreams>().AddSingleton<StoreHealth>();
    }
}
