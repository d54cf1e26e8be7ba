using Markdig;
using Plane.Contracts.Interactive;
using Plane.Contracts.Json;

namespace Plane.Controller.Api.Interactive.News;

/// <summary><c>GET /api/v1/news</c>: Markdown, and the HTML that was made of it; HTML in the Markdown is shown as text.</summary>
internal sealed class NewsEndpoint(NewsFeed feed)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    public async Task AnswerAsync(HttpContext context)
    {
        var items = (await feed.ReadAsync(context.RequestAborted)).Select(static item => new NewsItemResponse(item.Id, item.Date, item.Title, Markdown.ToHtml(item.Markdown, Pipeline), item.Markdown));
        await context.Response.WriteAsJsonAsync([.. items], InteractiveListJson.Default.NewsItemResponseArray, contentType: null, context.RequestAborted);
    }
}
