using Microsoft.AspNetCore.HttpOverrides;

namespace Plane.Controller.Api.Access;

/// <summary>Who may come in, and as whom: trusted reverse proxies, forward auth or API keys.</summary>
internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services, ControllerOptions options)
    {
        if (options.ForwardAuth.Url is not null)
        {
            return services.AddSingleton<IAccessCheck, ForwardAuth>();
        }

        return options.ApiKeys.Count > 0 ? services.AddSingleton<IAccessCheck, ApiKeyCheck>() : services;
    }

    /// <summary>Ahead of everything that looks at where a request came from or went to.</summary>
    public static WebApplication UseTrustedProxies(this WebApplication app, ControllerOptions options)
    {
        if (options.TrustedProxies.Count > 0)
        {
            var forwarded = new ForwardedHeadersOptions
            {
                ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedPrefix,
                ForwardLimit = null,
            };
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in options.TrustedProxies.Select(static text => TrustedNetwork.Parse(text)))
            {
                forwarded.KnownIPNetworks.Add(network);
            }

            app.UseForwardedHeaders(forwarded);
        }

        return app;
    }

    public static WebApplication UseAccess(this WebApplication app)
    {
        // The gate first: who may not come in is not told either which paths there are.
        if (app.Services.GetService<IAccessCheck>() is not null)
        {
            app.UseMiddleware<AccessGate>();
        }

        app.UseMiddleware<ExactPaths>();
        return app;
    }
}
