using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;

namespace Plane.ServiceDefaults.Telemetry;

/// <summary>
/// Keeps an endpoint out of traces and request metrics. By endpoint, not by path: a backend may have a <c>/health</c> of
/// its own, and requests to that are proxied and traced.
/// </summary>
internal static class UntracedEndpoints
{
    public static TBuilder Untraced<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.DisableHttpMetrics();
        endpoints.Finally(static endpoint =>
        {
            var inner = endpoint.RequestDelegate;
            endpoint.RequestDelegate = inner is null ? null : context =>
            {
                // Before the endpoint runs: what it calls inherits "not recorded".
                if (context.Features.Get<IHttpActivityFeature>()?.Activity is { } activity)
                {
                    activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
                }

                return inner(context);
            };
        });
        return endpoints;
    }
}
