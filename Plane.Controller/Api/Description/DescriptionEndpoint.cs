using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Plane.Controller.Api.Description;

/// <summary><c>GET /openapi/v1.json</c>: written once, for routes do not change while the controller runs.</summary>
internal sealed class DescriptionEndpoint([FromKeyedServices(DescriptionEndpoint.Name)] IOpenApiDocumentProvider provider)
{
    public const string Path = $"/openapi/{Name}.json";
    public const string Name = "v1";
    private readonly Lazy<Task<byte[]>> _document = new(() => WriteAsync(provider));

    public async Task AnswerAsync(HttpContext context)
    {
        var document = await _document.Value;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = document.Length;
        await context.Response.Body.WriteAsync(document, context.RequestAborted);
    }

    private static async Task<byte[]> WriteAsync(IOpenApiDocumentProvider provider)
    {
        var document = await provider.GetOpenApiDocumentAsync(CancellationToken.None);
        using var bytes = new MemoryStream();
        await document.SerializeAsJsonAsync(bytes, OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
        return bytes.ToArray();
    }
}
