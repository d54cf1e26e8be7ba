namespace Plane.Controller.Api.Streams;

/// <summary>Answers with a stream, until the client leaves or the controller stops: either way it then just ends.</summary>
internal sealed class EventStreams(ControllerOptions options, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<EventWriter> log)
{
    public const string ContentType = "text/event-stream";

    /// <summary>Of silence, until a comment is sent.</summary>
    public TimeSpan KeepAlive { get; } = TimeSpan.FromSeconds(options.StreamKeepAliveSeconds);

    /// <param name="send">Begins the stream and writes it. What it throws before it has begun is answered as an error.</param>
    public async Task AnswerAsync(HttpContext context, Func<EventWriter, Task> send)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await send(new EventWriter(context, TimeSpan.FromSeconds(options.StreamWriteSeconds), clock, log, ending.Token));
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested || context.Response.HasStarted)
        {
            return;
        }
    }

    /// <summary>What a client says it has seen last: by the header that browsers send, else by the query, for clients that cannot set headers.</summary>
    public static string? LastEventId(HttpRequest request) =>
        new[] { request.Headers["Last-Event-ID"].ToString(), request.Query["lastEventId"].ToString(), request.Query["last_event_id"].ToString() }
            .FirstOrDefault(static told => told.Length > 0);
}
