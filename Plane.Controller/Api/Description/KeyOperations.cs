using Microsoft.OpenApi;
using Plane.Contracts.Json;
using Plane.Controller.Api.Control;

namespace Plane.Controller.Api.Description;

/// <summary>From a key to its backend.</summary>
internal static class KeyOperations
{
    private static readonly OpenApiSchema NameSchema = new() { Type = JsonSchemaType.String, MaxLength = 255 };
    private static readonly Refusal Unheld = new(StatusCodes.Status404NotFound, "`NotFound`: nobody has the key.");

    public static IEnumerable<Operation> All =>
    [
        new("POST", "/ctrl/connect", "connect", "The backend of a key, started if the key has none")
        {
            Text = "At least one of `key` and `spawn_config` is given. `on_terminating` is `return`, `wait` or `error`.",
            Parameters =
            [
                Parameter.Header(
                    ConnectBody.IdempotencyHeader,
                    "Names a request without a key, so that its repetition gets the same backend for as long as that lives. Could name a relative folder.",
                    new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255 }),
            ],
            Body = Content.JsonOf(HttpJson.Default.ConnectRequest),
            Answers = [Content.JsonOf(HttpJson.Default.ConnectResponse)],
            Refusals =
            [
                new(StatusCodes.Status400BadRequest, "`Other`: a body that is not as described; the message begins with the JSON path. `InvalidClusterName`. `NoClusterProvided`: nor has the controller a default one."),
                new(StatusCodes.Status409Conflict, "`KeyUnheldNoSpawnConfig`. `KeyHeld`: with another tag. `FailedToRemoveKey`."),
                new(StatusCodes.Status500InternalServerError, "`NoDroneAvailable`: the message says which condition failed for how many drones. `FailedToAcquireKey`."),
                new(StatusCodes.Status503ServiceUnavailable, "`KeyHeldUnhealthy`: the drone that has the key is silent, and its lease not over; or the backend is stopping, and the request wants no such one. `DatabaseError`: the store does not answer.", HasRetryAfter: true),
            ],
        },
        RevokeAt("/ctrl/b/revoke", "revoke"),
        RevokeAt("/ctrl/revoke", "revokeToo"),
        new("GET", "/ctrl/key", "findKey", "Who has a key")
        {
            Parameters = [Parameter.Query("name", "The key's name.", NameSchema) with { IsRequired = true }, Parameter.Query("namespace", "The key's namespace. Default empty.", NameSchema)],
            Answers = [Content.JsonOf(HttpStatusJson.Default.KeyResponse)],
            Refusals = [new(StatusCodes.Status400BadRequest, "`Other`: a name that cannot be one."), Unheld, Refusal.StoreSilent],
        },
        new("POST", "/ctrl/key/terminate", "terminateKey", "End the backend of a key")
        {
            Text = "Answered once the order stands. The key is free when the backend is gone.",
            Body = Content.JsonOf(HttpJson.Default.KeyTerminateRequest),
            Answers = [Content.JsonOf(HttpJson.Default.KeyTerminateResponse)],
            Refusals =
            [
                new(StatusCodes.Status400BadRequest, "`Other`: a body that is not as described; the message begins with the JSON path."),
                Unheld,
                new(StatusCodes.Status503ServiceUnavailable, "`DatabaseError`: the store does not answer. `KeyHeldUnhealthy`: the key's backend has no record yet.", HasRetryAfter: true),
            ],
        },
    ];

    private static Operation RevokeAt(string path, string id) => new("POST", path, id, "End the links that a user was given to a backend, and what is open by them")
    {
        Text = "Answered so whether there were any or not. Links of a later connect live. Tokens made without a user, and static ones, cannot be revoked.",
        Body = Content.JsonOf(HttpJson.Default.RevokeRequest),
        Answers = [Content.JsonAs(new OpenApiSchema { Type = JsonSchemaType.String })],
        Refusals =
        [
            new(StatusCodes.Status400BadRequest, "`Other`: a body that is not as described; the message begins with the JSON path."),
            new(StatusCodes.Status500InternalServerError, "`Other`: the store does not answer. Try again.", HasRetryAfter: true),
        ],
    };
}
