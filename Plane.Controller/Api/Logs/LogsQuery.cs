using System.Globalization;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Streams;

namespace Plane.Controller.Api.Logs;

/// <summary>What a reader of logs asks for.</summary>
/// <param name="Tail">At most so many of the lines that are there already, the latest; null for all.</param>
/// <param name="Since">Nothing older than this, by the NATS server's clock; null for no bound.</param>
/// <param name="After">Nothing up to this place in the stream: a client that takes an SSE stream up again. 0 for the start.</param>
/// <param name="Events">Server-sent events, else one JSON object a line.</param>
/// <param name="Follow">Go on with what comes, until the backend has ended.</param>
internal sealed record LogsQuery(int? Tail, DateTimeOffset? Since, ulong After, bool Events, bool Follow)
{
    /// <summary>RFC 3339 times are told from milliseconds by their dashes; a <c>+</c> that nobody escaped comes as a blank.</summary>
    public static ApiError? TryRead(HttpRequest request, out LogsQuery query)
    {
        var events = request.Headers.Accept.Any(static accept => accept?.Contains(EventStreams.ContentType, StringComparison.OrdinalIgnoreCase) == true);
        query = new LogsQuery(null, null, LastTold(request), events, events);
        int? tail = null;
        DateTimeOffset? since = null;
        var follow = events;
        if (request.Query["tail"].ToString() is { Length: > 0 } lines)
        {
            if (!int.TryParse(lines, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                return ApiError.Bad("tail: a whole number of lines is expected");
            }

            tail = count;
        }

        if (request.Query["since"].ToString() is { Length: > 0 } time && (since = TimeOf(time)) is null)
        {
            return ApiError.Bad("since: a time as of RFC 3339, or milliseconds since the epoch, is expected");
        }

        if (request.Query["follow"].ToString() is { Length: > 0 } word && !bool.TryParse(word, out follow))
        {
            return ApiError.Bad("follow: true or false is expected");
        }

        query = query with { Tail = tail, Since = since, Follow = follow };
        return null;
    }

    private static ulong LastTold(HttpRequest request) =>
        ulong.TryParse(EventStreams.LastEventId(request), NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? told : 0;

    private static DateTimeOffset? TimeOf(string text)
    {
        const long Latest = 253_402_300_799_999;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return milliseconds <= Latest ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
        }

        string[] forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK"];
        return DateTimeOffset.TryParseExact(text.Replace(' ', '+'), forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }
}
