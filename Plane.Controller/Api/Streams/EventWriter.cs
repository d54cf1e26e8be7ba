namespace Plane.Controller.Api.Streams;

/// <summary>Writes an answer that comes bit by bit, each bit at once. A client that takes nothing for a while is let go of.</summary>
/// <param name="limit">How long one bit may take. The server's buffer for a client is bounded, and so is the time that it is kept.</param>
internal sealed class EventWriter(HttpContext context, TimeSpan limit, TimeProvider clock, ILogger<EventWriter> log, CancellationToken token)
{
    /// <summary>A comment, which clients skip.</summary>
    public const string KeepAlive = ":\n\n";

    /// <summary>Ends when the client leaves or the controller stops.</summary>
    public CancellationToken Token => token;

    public async Task BeginAsync(string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.StartAsync(token);
        await context.Response.Body.FlushAsync(token);
    }

    /// <exception cref="OperationCanceledException">The client is gone, or was let go of.</exception>
    public async Task WriteAsync(string text)
    {
        var writing = context.Response.WriteAsync(text, token);
        if (!writing.IsCompleted && !await IsDoneAsync(writing))
        {
            log.ClientTakesNothing(context.Request.Path, limit);
            context.Abort();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new OperationCanceledException();
        }

        await writing;
    }

    /// <param name="id">What a client says as <c>Last-Event-ID</c> to go on from there.</param>
    public Task WriteAsync(string json, string id) => WriteAsync($"data: {json}\nid: {id}\n\n");

    private async Task<bool> IsDoneAsync(Task writing)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(token);
        var first = await Task.WhenAny(writing, Task.Delay(limit, clock, rest.Token));
        await rest.CancelAsync();
        return first == writing || token.IsCancellationRequested;
    }
}
