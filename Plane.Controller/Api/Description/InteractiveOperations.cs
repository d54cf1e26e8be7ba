using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Plane.Contracts.Json;

namespace Plane.Controller.Api.Description;

/// <summary>The interactive API (docs/interactive-api.md).</summary>
internal static class InteractiveOperations
{
    private static readonly Content Error = Content.JsonOf(InteractiveJson.Default.InteractiveErrorResponse);
    private static readonly Refusal Off = new(StatusCodes.Status501NotImplemented, "The API is off (`Plane:Api:Enabled`).");

    private const string Public = "Services that can be started, and backends that run and were spawned with the metadata `public` = `true`; all that run for a token with the scope `systems`.";

    public static IEnumerable<Operation> All =>
    [
        .. Twice("/auth", "interactiveAuth", "Whose token was shown", "Without one, and with one that is not known, nobody's.", InteractiveListJson.Default.WhoAmIResponse),
        .. Twice("/systems", "interactiveSystems", "What there is for everybody", Public, InteractiveListJson.Default.SystemResponseArray),
        .. Twice("/instances/directory", "interactiveDirectory", "The same as `systems`", Public, InteractiveListJson.Default.SystemResponseArray),
        .. Twice("/news", "interactiveNews", "What users should know of, newest first", "The operator's Markdown files, and what goes on in the clusters.", InteractiveListJson.Default.NewsItemResponseArray),
        new("GET", "/api/v1/ws", "interactiveCall", "A WebSocket that runs one call")
        {
            Text = "Without a sub-protocol, or with `pow-1`. What is said on it is in docs/interactive-api.md.",
            Parameters = [Parameter.Query("token", "For clients that cannot set headers; the header comes first.", new OpenApiSchema { Type = JsonSchemaType.String })],
            Success = StatusCodes.Status101SwitchingProtocols,
            Answers = [],
            ErrorBody = Error,
            Refusals =
            [
                new(StatusCodes.Status400BadRequest, "No WebSocket, or another sub-protocol."),
                Off,
                new(StatusCodes.Status503ServiceUnavailable, "As many calls are under way as may be (`Plane:Api:MaxCalls`).", HasRetryAfter: true),
            ],
        },
    ];

    /// <summary>Each is served in two places.</summary>
    private static IEnumerable<Operation> Twice(string path, string id, string summary, string text, JsonTypeInfo answer) =>
        new[] { ("/api/v1" + path, id), ("/api/v1/http" + path, id + "Http") }.Select(one => new Operation("GET", one.Item1, one.Item2, summary)
        {
            Text = text,
            Answers = [Content.JsonOf(answer)],
            ErrorBody = Error,
            Refusals = [Off],
        });
}
