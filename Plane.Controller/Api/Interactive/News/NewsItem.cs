namespace Plane.Controller.Api.Interactive.News;

/// <summary>Something users should know of.</summary>
/// <param name="Id">Stays the same for as long as it is told.</param>
/// <param name="Markdown">The text, without the title.</param>
internal sealed record NewsItem(string Id, DateTimeOffset Date, string Title, string Markdown);
