using Yarp.ReverseProxy.Forwarder;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>Wires YARP's forwarder.</summary>
internal static class ForwarderServices
{
    /// <summary>The forwarder, whose log goes through <see cref="ForwarderLog{T}"/>.</summary>
    public static IServiceCollection AddForwarder(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        var forwarder = services.Last(static service => service.ServiceType == typeof(IHttpForwarder)).ImplementationType
            ?? throw new InvalidOperationException("The forwarder is not registered as it was in the package this was written for.");
        return services.AddSingleton(typeof(ILogger<>).MakeGenericType(forwarder), typeof(ForwarderLog<>).MakeGenericType(forwarder));
    }
}
