using NATS.Client.Core;
using Plane.Contracts.Http;

namespace Plane.Controller.Api.Errors;

/// <summary>Around every request: what the framework refuses and what breaks gets the API's error body too.</summary>
internal sealed class ErrorFrame(RequestDelegate next, ErrorAnswers answers)
{
    public async Task InvokeAsync(HttpContext context)
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
            await answers.WriteAsync(context, ErrorOf(exception), exception);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest, ContentLength: null, ContentType: null })
        {
            await answers.WriteAsync(context, ErrorOf(context.Request, context.Response.StatusCode));
        }
    }

    private static ApiError ErrorOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => new ApiError(bad.StatusCode, ErrorKind.Other, bad.Message),
        NatsException => ApiError.StoreSilent,
        _ => ApiError.Internal,
    };

    private static ApiError ErrorOf(HttpRequest request, int status) => status switch
    {
        StatusCodes.Status404NotFound => new ApiError(status, ErrorKind.NotFound, $"There is nothing at {request.Path}."),
        StatusCodes.Status405MethodNotAllowed => new ApiError(status, ErrorKind.Other, $"{request.Method} is not what {request.Path} takes."),
        _ => new ApiError(status, ErrorKind.Other, $"Refused with status {status}."),
    };
}
