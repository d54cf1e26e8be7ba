namespace Plane.Tests.Controller;

/// <summary>Reads server-sent events as they come.</summary>
public sealed class EventStream : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventStream(HttpResponseMessage response, StreamReader reader) => (_response, _reader) = (response, reader);

    public string? ContentType => _response.Content.Headers.ContentType?.MediaType;

    public string? CacheControl => _response.Headers.CacheControl?.ToString();

    public static async Task<EventStream> OpenAsync(HttpClient http, string path, string? lastEventId = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new EventStream(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event; comments are skipped.</summary>
    public async Task<(string Data, string Id)> NextAsync()
    {
        var line = await LineAsync();
        while (!line.StartsWith("data: ", StringComparison.Ordinal))
        {
            line = await LineAsync();
        }

        var id = await LineAsync();
        Assert.StartsWith("id: ", id, StringComparison.Ordinal);
        Assert.Equal("", await LineAsync());
        return (line["data: ".Length..], id["id: ".Length..]);
    }

    /// <summary>The next event of a stream whose events have no ids.</summary>
    public async Task<string> DataAsync()
    {
        var line = await LineAsync();
        while (!line.StartsWith("data: ", StringComparison.Ordinal))
        {
            line = await LineAsync();
        }

        Assert.Equal("", await LineAsync());
        return line["data: ".Length..];
    }

    /// <summary>Returns at the next keep-alive, or another comment.</summary>
    public async Task CommentAsync(string comment = ":")
    {
        while (await LineAsync() != comment)
        {
        }
    }

    /// <summary>Everything up to the end, which has to come.</summary>
    public Task<string> RestAsync() => _reader.ReadToEndAsync().WaitAsync(Limit);

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> LineAsync() => await _reader.ReadLineAsync().WaitAsync(Limit) ?? throw new EndOfStreamException();
}
