using Plane.Contracts.Interactive;
using Plane.Contracts.Json;
using Plane.Controller.Api.Description;
using Plane.Controller.Api.Interactive.Access;
using Plane.Controller.Api.Interactive.Calls;
using Plane.Controller.Api.Interactive.Http;
using Plane.Controller.Api.Interactive.News;
using Plane.Controller.Api.Interactive.Remote;
using Plane.Controller.Api.Interactive.Sockets;
using Plane.Controller.Api.Interactive.Systems;

namespace Plane.Controller.Api.Interactive;

/// <summary>The interactive API (docs/interactive-api.md): off unless the configuration switches it on.</summary>
internal static class InteractiveServices
{
    private const string Root = "/api/v1";
    private static readonly string[] Prefixes = [Root + "/http", Root];

    public static WebApplicationBuilder AddInteractiveApi(this WebApplicationBuilder builder, InteractiveOptions options)
    {
        if (options.Enabled)
        {
            // They tell each request with its query, which may hold a token.
            builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting", LogLevel.Warning);
        }

        builder.Services.AddSingleton<Callers>().AddSingleton<OpenCalls>().AddSingleton<CallRunner>().AddSingleton<CallEndpoint>().AddSingleton<Startup>().AddSingleton<DroneConduits>()
            .AddSingleton<SystemsEndpoint>().AddSingleton<NewsFeed>().AddSingleton<NewsEndpoint>();
        builder.Services.AddSingleton<ICallAction, ConnectAction>().AddSingleton<ICallAction, SpawnAction>().AddSingleton<ICallAction, StatusAction>()
            .AddSingleton<ICallAction, TerminateAction>().AddSingleton<ICallAction, DrainAction>()
            .AddSingleton<ICallAction, ExecAction>().AddSingleton<ICallAction, LogsAction>().AddSingleton<ICallAction, PullAction>();
        return builder;
    }

    public static WebApplication UseInteractiveApi(this WebApplication app, InteractiveOptions options)
    {
        app.UseMiddleware<InteractiveFrame>();
        if (options.Enabled)
        {
            app.UseWebSockets();

            // The page at /swagger/, with all that it consists of from this program.
            app.UseSwaggerUI(static page => page.SwaggerEndpoint(DescriptionEndpoint.Path, "Plane controller"));
        }

        return app;
    }

    public static WebApplication MapInteractiveApi(this WebApplication app)
    {
        app.MapGet(Root + "/ws", static (HttpContext context, CallEndpoint calls) => calls.AnswerAsync(context));
        foreach (var prefix in Prefixes)
        {
            app.MapGet(prefix + "/auth", AnswerAuthAsync);
            app.MapGet(prefix + "/systems", static (HttpContext context, SystemsEndpoint systems) => systems.AnswerAsync(context));
            app.MapGet(prefix + "/instances/directory", static (HttpContext context, SystemsEndpoint systems) => systems.AnswerAsync(context));
            app.MapGet(prefix + "/news", static (HttpContext context, NewsEndpoint news) => news.AnswerAsync(context));
        }

        return app;
    }

    private static Task AnswerAuthAsync(HttpContext context, Callers callers)
    {
        var caller = callers.Of(context.Request);
        return context.Response.WriteAsJsonAsync(new WhoAmIResponse(caller.Name, caller.IsKnown), InteractiveListJson.Default.WhoAmIResponse, contentType: null, context.RequestAborted);
    }
}
