using Microsoft.OpenApi;
using Plane.Contracts.Json;

namespace Plane.Controller.Api.Description;

/// <summary>The controller about itself.</summary>
internal static class ProgramOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("GET", "/ctrl/status", "controllerStatus", "Version and commit")
        {
            Answers = [Content.JsonOf(HttpJson.Default.ControllerStatusResponse)],
            Refusals = [Refusal.Unwell],
        },
        new("GET", "/pub/health", "health", "Whether a connect would be answered")
        {
            Answers = [Content.JsonOf(HttpJson.Default.HealthResponse)],
            Refusals = [Refusal.Unwell],
        },
        Probe("/health", "ready", "Whether to send it work"),
        Probe("/alive", "alive", "Whether the process answers") with { Refusals = [] },
        new("GET", DescriptionEndpoint.Path, "openApi", "This document")
        {
            Answers = [Content.JsonAs(new OpenApiSchema { Type = JsonSchemaType.Object })],
        },
    ];

    private static Operation Probe(string path, string id, string summary) => new("GET", path, id, summary)
    {
        Text = "For whoever runs the program.",
        Answers = [Content.PlainText()],
        Refusals = [new(StatusCodes.Status503ServiceUnavailable, "It is not.") { Body = Content.PlainText() }],
    };
}
