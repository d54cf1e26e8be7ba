namespace Plane.Controller.Api.Nats;

/// <summary>The requests of the NATS generation.</summary>
internal static class NatsApi
{
    public static IServiceCollection AddNatsApi(this IServiceCollection services) =>
        services.AddSingleton<ScheduleOrders>().AddSingleton<Scheduler>()
            .AddSingleton<IRequestAnswers, ScheduleAnswers>().AddSingleton<IRequestAnswers, FetchAnswers>().AddSingleton<IRequestAnswers, TerminateAnswers>()
            .AddSingleton<IRequestAnswers, DrainAnswers>().AddSingleton<IRequestAnswers, AcmeRecordAnswers>().AddHostedService<RequestListener>();
}
