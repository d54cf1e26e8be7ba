using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Plane.Contracts.Json;

namespace Plane.Controller.Api.Description;

/// <summary>One operation in the words of OpenAPI.</summary>
internal static class OperationWriter
{
    /// <summary>As <c>itemSchema</c> of OpenAPI 3.2, under a name that 3.1 allows: what each item of a stream is.</summary>
    public const string ItemSchema = "x-itemSchema";

    private const string InCluster = "/c/{cluster}/b/";

    /// <param name="route">The form that is described: with or without the cluster.</param>
    public static OpenApiOperation Write(Operation operation, string route, SchemaWriter schemas) => new()
    {
        OperationId = operation.Id + (route == operation.Path ? "" : "InCluster"),
        Summary = operation.Summary,
        Description = operation.Text,
        Parameters = [.. PathNames(route).Select(Parameter.OfPath).Concat(operation.Parameters).Select(ParameterOf)],
        RequestBody = operation.Body is { } body ? new OpenApiRequestBody { Required = true, Content = ContentOf([body], schemas, isAnswer: false) } : null,
        Responses = ResponsesOf(operation, route == operation.Path ? operation.Refusals : operation.Refusals.AddRange(operation.RefusalsInCluster), schemas),
    };

    /// <summary>The route without its cluster, where it is that of a backend.</summary>
    public static string ShortOf(string route) => route.Replace(InCluster, "/b/", StringComparison.Ordinal);

    private static IEnumerable<string> PathNames(string route) =>
        route.Split('/').Where(static part => part.StartsWith('{')).Select(static part => part[1..^1]);

    private static OpenApiParameter ParameterOf(Parameter parameter) => new()
    {
        Name = parameter.Name,
        In = parameter.Place,
        Description = parameter.Text,
        Required = parameter.IsRequired,
        Schema = parameter.Schema,
    };

    private static OpenApiResponses ResponsesOf(Operation operation, ImmutableArray<Refusal> refusals, SchemaWriter schemas)
    {
        var responses = new OpenApiResponses
        {
            [operation.Success.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse { Description = "Done.", Content = ContentOf(operation.Answers, schemas, isAnswer: true) },
        };
        foreach (var refusal in refusals)
        {
            responses[refusal.Status.ToString(CultureInfo.InvariantCulture)] = ErrorOf(operation, refusal, schemas);
        }

        responses["default"] = ErrorOf(operation, new Refusal(0, "What the server itself refuses, and what broke."), schemas);
        return responses;
    }

    private static OpenApiResponse ErrorOf(Operation operation, Refusal refusal, SchemaWriter schemas) => new()
    {
        Description = refusal.When,
        Content = ContentOf([refusal.Body ?? operation.ErrorBody ?? Content.JsonOf(HttpJson.Default.ErrorResponse)], schemas, isAnswer: true),
        Headers = refusal.HasRetryAfter
            ? new Dictionary<string, IOpenApiHeader>
            {
                ["Retry-After"] = new OpenApiHeader { Description = "Seconds until another try makes sense.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" } },
            }
            : null,
    };

    private static Dictionary<string, OpenApiMediaType> ContentOf(IEnumerable<Content> contents, SchemaWriter schemas, bool isAnswer) =>
        contents.ToDictionary(static content => content.MediaType, content => MediaTypeOf(content, schemas, isAnswer));

    private static OpenApiMediaType MediaTypeOf(Content content, SchemaWriter schemas, bool isAnswer)
    {
        if (content.Schema is { } given)
        {
            return new OpenApiMediaType { Schema = given };
        }

        var schema = schemas.Of(content.Json!, isAnswer);
        return content.IsStream ? StreamOf(content, ((OpenApiSchemaReference)schema).Reference.ReferenceV3!) : new OpenApiMediaType { Schema = schema };
    }

    /// <summary>A stream as a whole is text; what matters are its items.</summary>
    private static OpenApiMediaType StreamOf(Content content, string item)
    {
        var reference = new JsonObject { ["$ref"] = item };
        var items = content.MediaType == Content.Events ? EventOf(reference, content.Text) : reference;
        return new OpenApiMediaType
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Extensions = new Dictionary<string, IOpenApiExtension> { [ItemSchema] = new JsonNodeExtension(items) },
        };
    }

    private static JsonObject EventOf(JsonObject data, string? id)
    {
        var properties = new JsonObject
        {
            ["data"] = new JsonObject { ["type"] = "string", ["contentMediaType"] = "application/json", ["contentSchema"] = data },
        };
        if (id is not null)
        {
            properties["id"] = new JsonObject { ["type"] = "string", ["description"] = id };
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = id is null ? new JsonArray("data") : new JsonArray("data", "id") };
    }
}
