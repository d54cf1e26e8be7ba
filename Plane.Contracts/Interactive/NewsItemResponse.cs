using System.Text.Json.Serialization;

namespace Plane.Contracts.Interactive;

/// <summary>One item of <c>GET /api/v1/news</c>.</summary>
/// <param name="Content">Rendered HTML.</param>
/// <param name="Markdown">What it was rendered from.</param>
public sealed record NewsItemResponse([property: JsonPropertyName("ID")] string Id, DateTimeOffset Date, string Title, string Content, string Markdown);
