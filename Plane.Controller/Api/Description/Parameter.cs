using Microsoft.OpenApi;

namespace Plane.Controller.Api.Description;

/// <summary>A value in the query or a header, or a name in the path.</summary>
internal sealed record Parameter(string Name, ParameterLocation Place, string Text, OpenApiSchema Schema)
{
    public bool IsRequired { get; init; }

    public static Parameter Query(string name, string text, OpenApiSchema schema) => new(name, ParameterLocation.Query, text, schema);

    public static Parameter Header(string name, string text, OpenApiSchema schema) => new(name, ParameterLocation.Header, text, schema);

    /// <summary>What may stand between the braces of a route.</summary>
    /// <exception cref="InvalidOperationException">The name is not known here.</exception>
    public static Parameter OfPath(string name) => name switch
    {
        "backend" => Named(name, "Id of a backend.", "^(?![0-9]+-)[a-z0-9-]{1,45}$"),
        "cluster" => Named(name, "A DNS name with an optional port, in any case of letters.", null),
        "drone" => Named(name, "Id of a drone.", "^[a-z0-9-]{1,45}$"),
        _ => throw new InvalidOperationException($"Say in {nameof(Parameter)}.{nameof(OfPath)} what {{{name}}} in a route is."),
    };

    private static Parameter Named(string name, string text, string? pattern) =>
        new(name, ParameterLocation.Path, text, new OpenApiSchema { Type = JsonSchemaType.String, Pattern = pattern }) { IsRequired = true };
}
