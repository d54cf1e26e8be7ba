using Microsoft.OpenApi;
using Plane.Contracts.Json;

namespace Plane.Controller.Api.Description;

/// <summary>What can be asked of a backend.</summary>
internal static class BackendOperations
{
    private const string Ordered = "Answered once the order stands; the drone carries it out, after an absence too.";
    private static readonly Refusal[] OfAny = [Refusal.BadName, Refusal.NoBackend];

    public static IEnumerable<Operation> All =>
    [
        ListAt("/ctrl/backends"),
        ListAt("/ctrl/c/{cluster}/backends"),
        Status("/ctrl/b/{backend}/status", "controlStatus", "Where a backend is in its life, with the last output of a failed start"),
        Status("/pub/b/{backend}/status", "status", "Where a backend is in its life"),
        Statuses("/ctrl/b/{backend}/status-stream", "controlStatusStream", "Every status a backend enters, its history first, with the last output of a failed start"),
        Statuses("/pub/b/{backend}/status-stream", "statusStream", "Every status a backend enters, its history first"),
        Logs(),
        new("GET", "/ctrl/b/{backend}/activity", "activity", "Why a backend is alive, and when and why it would stop")
        {
            Text = "Asked of its drone at the moment. Of a backend that has ended there is its end.",
            Answers = [Content.JsonOf(HttpStatusJson.Default.ActivityResponse)],
            Refusals = [.. OfAny, new(StatusCodes.Status503ServiceUnavailable, "`KeyHeldUnhealthy`: its drone does not answer, or is just taking it back.", HasRetryAfter: true)],
        },
        new("GET", "/ctrl/b/{backend}/metrics", "metrics", "What a backend uses, measurement by measurement until it has ended")
        {
            Text = "First what its drone measured last. Comments keep the stream open.",
            Answers = [Content.EventsOf(HttpStatusJson.Default.MetricsResponse, id: null)],
            Refusals =
            [
                .. OfAny,
                new(StatusCodes.Status410Gone, "`NotFound`: the backend has ended."),
                new(StatusCodes.Status503ServiceUnavailable, "`KeyHeldUnhealthy`: its drone does not answer, or is just taking it back. `DatabaseError`: the store does not answer.", HasRetryAfter: true),
            ],
        },
        Order("soft-terminate", "softTerminate", "Ask a backend to stop: SIGTERM, grace, SIGKILL"),
        Order("hard-terminate", "hardTerminate", "Kill a backend"),
        Order("prevent-renewal", "preventRenewal", "Renew a backend's key no more, so that it stops when its lease runs out"),
    ];

    private static Operation ListAt(string path) => new("GET", path, path.Contains("{cluster}", StringComparison.Ordinal) ? "backendsOfCluster" : "backends", "Backends, newest first")
    {
        Parameters =
        [
            .. path.Contains("{cluster}", StringComparison.Ordinal) ? [] : new[] { Parameter.Query("cluster", "Only of this cluster.", Text()) },
            Parameter.Query("all", "Ended ones too. Default false.", new OpenApiSchema { Type = JsonSchemaType.Boolean }),
            Parameter.Query("status", "Only in this status.", Text()),
            Parameter.Query("key", "Only of keys of this name.", Text()),
            Parameter.Query("limit", "Length of a page. Default 100.", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1", Maximum = "1000" }),
            Parameter.Query("after", "`next` of the page before.", Text()),
        ],
        Answers = [Content.JsonOf(HttpStatusJson.Default.BackendListResponse)],
        Refusals = [new(StatusCodes.Status400BadRequest, "`Other`: a parameter that is not as described. `InvalidClusterName`.")],
    };

    private static Operation Status(string path, string id, string summary) => new("GET", path, id, summary)
    {
        Answers = [Content.JsonOf(HttpStatusJson.Default.StatusResponse)],
        Refusals = [.. OfAny],
    };

    private static Operation Statuses(string path, string id, string summary) => new("GET", path, id, summary)
    {
        Text = "A backend that does not exist has an empty stream, on which it appears should it ever come. Comments keep the stream open.",
        Parameters = [LastEventId("The last status that was seen: only what follows is sent."), .. LastEventIds()],
        Answers = [Content.EventsOf(HttpStatusJson.Default.StatusResponse, "The status.")],
        Refusals = [Refusal.BadName],
        RefusalsInCluster = [new(StatusCodes.Status404NotFound, "`NotFound`: the backend is of another cluster.")],
    };

    private static Operation Logs() => new("GET", "/ctrl/b/{backend}/logs", "logs", "What a backend wrote")
    {
        Text = "500 lines are kept, for a day. A reader that falls further behind is told so and ended.",
        Parameters =
        [
            Parameter.Query("tail", "At most so many of the lines that are there, the latest. Default all.", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0" }),
            Parameter.Query("since", "Nothing older: RFC 3339, or milliseconds since the epoch.", Text()),
            Parameter.Query("follow", "Go on until the backend has ended. Default true for events, false for lines.", new OpenApiSchema { Type = JsonSchemaType.Boolean }),
            LastEventId("The last event that was seen: the stream goes on after it."),
            .. LastEventIds(),
        ],
        Answers = [Content.LinesOf(HttpStatusJson.Default.LogLineResponse), Content.EventsOf(HttpStatusJson.Default.LogLineResponse, "The line's place in the stream.")],
        Refusals = [new(StatusCodes.Status400BadRequest, "`Other`: an id or a parameter that is not as described. `InvalidClusterName`."), Refusal.NoBackend, Refusal.StoreSilent],
    };

    private static Operation Order(string word, string id, string summary) => new("POST", $"/ctrl/b/{{backend}}/{word}", id, summary)
    {
        Text = Ordered,
        Answers = [Content.Null()],
        Refusals = [.. OfAny, Refusal.StoreSilent],
    };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    /// <summary>For clients that cannot set headers.</summary>
    private static Parameter[] LastEventIds() =>
        [LastEventIdIn("lastEventId"), LastEventIdIn("last_event_id")];

    private static Parameter LastEventIdIn(string name) => Parameter.Query(name, "The same, for clients that cannot set headers; the header comes first.", Text());

    private static Parameter LastEventId(string text) => Parameter.Header("Last-Event-ID", text, Text());
}
