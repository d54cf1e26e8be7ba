namespace Plane.Controller.Api.Nats;

/// <summary>The NATS generation's way to ask for a backend.</summary>
internal static class NatsApi
{
    public static IServiceCollection AddNatsApi(this IServiceCollection services) =>
        services.AddSingleton<ScheduleOrders>().AddSingleton<Scheduler>().AddSingleton<ScheduleAnswers>().AddHostedService<ScheduleListener>();
}
