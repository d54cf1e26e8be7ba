using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;

namespace Plane.Controller.Api.Description;

/// <summary>One form of a body.</summary>
/// <param name="MediaType">Without parameters.</param>
/// <param name="Json">What it is, or each of its items, as it is really read and written; null for plain text.</param>
internal sealed record Content(string MediaType, JsonTypeInfo? Json, bool IsStream = false)
{
    public const string Events = "text/event-stream";

    /// <summary>Of a body that is neither a record nor text.</summary>
    public OpenApiSchema? Schema { get; init; }

    /// <summary>What is special about this form; null for nothing.</summary>
    public string? Text { get; init; }

    public static Content JsonOf(JsonTypeInfo type) => new("application/json", type);

    public static Content JsonAs(OpenApiSchema schema) => new("application/json", null) { Schema = schema };

    /// <param name="id">What an event's id is; null where events have none.</param>
    public static Content EventsOf(JsonTypeInfo type, string? id) => new(Events, type, IsStream: true) { Text = id };

    public static Content LinesOf(JsonTypeInfo type) => new("application/x-ndjson", type, IsStream: true);

    public static Content PlainText() => new("text/plain", null) { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    /// <summary>Orders are answered so once they stand.</summary>
    public static Content Null() => JsonAs(new OpenApiSchema { Type = JsonSchemaType.Null });
}
