using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Plane.Controller.Api.Control;

namespace Plane.Controller.Api.Description;

/// <summary>Fills the OpenAPI document with what is mapped and described. What is mapped and not described is left out, and a test names it.</summary>
internal sealed class DocumentWriter(EndpointDataSource endpoints) : IOpenApiDocumentTransformer
{
    /// <summary>Every mapped route with its method; <c>GET</c> where it takes any.</summary>
    public static IEnumerable<(string Method, string Route)> Routes(EndpointDataSource endpoints) =>
        from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [HttpMethods.Get]
        select (method, endpoint.RoutePattern.RawText!);

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Plane controller",
            Version = ControllerVersion.Status.Version,
            Description = "`/ctrl` is for applications, behind whatever shields it; `/pub` may be read by pages of any origin. Every error has the same body; the controller's log has its cause under the same id.",
        };
        document.Servers = [];
        document.Paths = [];
        var schemas = new SchemaWriter(document);
        foreach (var (method, route) in Routes(endpoints).OrderBy(static one => one.Route, StringComparer.Ordinal))
        {
            if (OperationCatalogue.Find(method, route) is { } operation)
            {
                PathOf(document, route).AddOperation(HttpMethod.Parse(method), OperationWriter.Write(operation, route, schemas));
            }
        }

        return Task.CompletedTask;
    }

    private static OpenApiPathItem PathOf(OpenApiDocument document, string route)
    {
        if (!document.Paths.TryGetValue(route, out var path))
        {
            document.Paths[route] = path = new OpenApiPathItem();
        }

        return (OpenApiPathItem)path;
    }
}
