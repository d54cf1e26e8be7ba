using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Plane.Controller.Api.Spawn;

/// <summary>HTTP spawning: off unless its section says what may be started.</summary>
internal static class SpawnServices
{
    /// <param name="limit">Limits every listener of the process alike.</param>
    public static WebApplicationBuilder AddSpawning(this WebApplicationBuilder builder, SpawnOptions options, Action<KestrelServerOptions> limit)
    {
        if (options.IsOn)
        {
            builder.Services.AddSingleton<ServiceCatalog>().AddSingleton<StateCourse>()
                .AddSingleton<SpawnEndpoint>().AddSingleton<StateEndpoint>().AddSingleton<StateStream>();
            builder.Services.AddDoor(new IPEndPoint(IPAddress.Parse(options.Address), options.Port), limit);
        }

        return builder;
    }

    public static WebApplication MapSpawning(this WebApplication app, SpawnOptions options)
    {
        if (!options.IsOn)
        {
            return app;
        }

        var routes = app.MapGroup("").WithMetadata(SpawnDoor.Instance);
        routes.MapGet("/", static () => "Plane controller HTTP server");
        routes.MapPost("/service/{name}/spawn", static (HttpContext context, string name, SpawnEndpoint spawn) => spawn.AnswerAsync(context, name));
        routes.MapGet("/backend/{id}/status", static (HttpContext context, string id, StateEndpoint state) => state.AnswerAsync(context, id));
        routes.MapGet("/backend/{id}/status/stream", static (HttpContext context, string id, StateStream stream) => stream.AnswerAsync(context, id));
        return app;
    }

    private static void AddDoor(this IServiceCollection services, IPEndPoint endpoint, Action<KestrelServerOptions> limit)
    {
        var kestrel = services.Last(static service => service.ServiceType == typeof(IServer));
        var type = kestrel.ImplementationType ?? throw new InvalidOperationException("Kestrel is not registered as it was in the framework this was written for.");
        services.Remove(kestrel);
        services.AddSingleton<IServer>(provider => new TwoDoorServer(New(provider, provider.GetRequiredService<IOptions<KestrelServerOptions>>()), New(provider, Options.Create(Door(provider)))));

        IServer New(IServiceProvider provider, IOptions<KestrelServerOptions> options) => (IServer)ActivatorUtilities.CreateInstance(provider, type, options);

        KestrelServerOptions Door(IServiceProvider provider)
        {
            var options = new KestrelServerOptions { ApplicationServices = provider };
            limit(options);
            options.Listen(endpoint, static listener => listener.Use(static next => connection =>
            {
                connection.Features.Set(SpawnDoor.Instance);
                return next(connection);
            }));
            return options;
        }
    }
}
