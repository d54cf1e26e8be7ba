using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Plane.Client;

/// <summary>Server-sent events over as many connections as it takes: after a break it goes on behind the last event that came whole.</summary>
internal sealed class EventFeed<T>(ApiChannel channel, PlaneClientOptions options, JsonTypeInfo<T> json)
    where T : class
{
    private readonly StreamReconnection _reconnection = new(channel.Policy, options);
    private bool _hasBegun;
    private int _refusals;

    /// <summary>Whether a refusal to go on says that the stream is over. The first connection's refusal is told in any case.</summary>
    public Func<Exception, bool> SaysOver { get; init; } = static _ => false;

    /// <summary>Which failures of the first connection are the answer once they have come as often as any request is sent, however patient one is with streams.</summary>
    public Func<Exception, bool> SaysWhy { get; init; } = static _ => false;

    /// <param name="path">Given the last event's id, null before the first.</param>
    /// <param name="isLast">Nothing comes after this one.</param>
    /// <param name="isOver">Asked when a connection ended in good order: whether the stream is over with it.</param>
    /// <exception cref="PlaneApiException">The controller refused.</exception>
    /// <exception cref="HttpRequestException">It could not be taken up for <see cref="PlaneClientOptions.StreamPatience"/>.</exception>
    public async IAsyncEnumerable<T> FollowAsync(
        Func<string?, string> path, string? lastId, Func<T, bool> isLast, Func<CancellationToken, Task<bool>> isOver, [EnumeratorCancellation] CancellationToken token)
    {
        while (true)
        {
            await using var events = OnceAsync(path(lastId), lastId, token).GetAsyncEnumerator(token);
            var (next, failure) = await NextAsync(events, token);
            for (; next is { } item; (next, failure) = await NextAsync(events, token))
            {
                _reconnection.GotOn();
                lastId = item.EventId ?? lastId;
                yield return item.Data;
                if (isLast(item.Data))
                {
                    yield break;
                }
            }

            if (failure is null ? await isOver(token) : EndsWith(failure))
            {
                yield break;
            }

            if (failure is not null && IsAnswer(failure))
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            if (!await _reconnection.PauseAsync(failure, token))
            {
                throw new HttpRequestException(
                    $"the stream {path(null)} could not be taken up for {_reconnection.Patience.TotalSeconds:0.#} s ({failure?.Message ?? "it ends each time"})", failure);
            }
        }
    }

    /// <returns>Neither at the end of a connection; what went wrong where another may do better.</returns>
    private async Task<(SseItem<T>? Item, Exception? Failure)> NextAsync(IAsyncEnumerator<SseItem<T>> events, CancellationToken token)
    {
        try
        {
            return (await events.MoveNextAsync() ? events.Current : null, null);
        }
        catch (Exception failure) when (!token.IsCancellationRequested && (RetryPolicy.MayPassForStream(failure) || failure is JsonException || EndsWith(failure)))
        {
            return (null, failure);
        }
    }

    private bool EndsWith(Exception failure) => _hasBegun && SaysOver(failure);

    private bool IsAnswer(Exception failure) => !_hasBegun && SaysWhy(failure) && ++_refusals >= options.Attempts;

    private async IAsyncEnumerable<SseItem<T>> OnceAsync(string path, string? lastId, [EnumeratorCancellation] CancellationToken token)
    {
        using var answer = await channel.OpenAsync(ApiRequest.Get(path) with { Accept = "text/event-stream", LastEventId = lastId }, token);
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            throw new UnexpectedAnswerException(answer.StatusCode);
        }

        _hasBegun = true;
        _reconnection.Opened();
        await using var body = new SilenceGuard(await answer.Content.ReadAsStreamAsync(token), options.SilenceLimit, options.Time);
        var parser = SseParser.Create(body, (_, data) => JsonSerializer.Deserialize(data, json) ?? throw new JsonException("null is no event"));
        await foreach (var item in parser.EnumerateAsync(token))
        {
            yield return item;
        }
    }
}
