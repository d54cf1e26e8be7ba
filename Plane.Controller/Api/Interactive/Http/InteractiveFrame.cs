using NATS.Client.Core;
using Plane.Controller.Api.Spawn;

namespace Plane.Controller.Api.Interactive.Http;

/// <summary>
/// Around everything below <c>/api</c>: 501 while the API is off, and errors in its own form. Pages of any origin may read it: whoever may do more than that
/// shows a token, which no browser adds by itself.
/// </summary>
internal sealed class InteractiveFrame(RequestDelegate next, InteractiveOptions options, ILogger<InteractiveFrame> log)
{
    private const string Root = "/api";

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase) || SpawnDoor.IsUsedBy(context))
        {
            return next(context);
        }

        if (!options.Enabled)
        {
            return InteractiveErrors.WriteAsync(context, StatusCodes.Status501NotImplemented, "API is not implemented on this server");
        }

        context.Response.Headers.AccessControlAllowOrigin = "*";
        return HttpMethods.IsOptions(context.Request.Method) ? AnswerOptions(context) : AnswerAsync(context);
    }

    private static Task AnswerOptions(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Allow = headers.AccessControlAllowMethods = "GET, OPTIONS";
        headers.AccessControlAllowHeaders = "authorization";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            log.RequestBroke(exception);
            await InteractiveErrors.WriteAsync(context, StatusCodes.Status500InternalServerError, exception is NatsException ? "NATS does not answer" : "internal error");
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest, ContentLength: null, ContentType: null })
        {
            await InteractiveErrors.WriteAsync(context, context.Response.StatusCode, MessageOf(context));
        }
    }

    private static string MessageOf(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"there is nothing at {context.Request.Path}",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Method} is not what {context.Request.Path} takes",
        var status => FormattableString.Invariant($"refused with status {status}"),
    };
}
