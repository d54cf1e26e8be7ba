using System.Text.Json.Serialization;

namespace Plane.Contracts.Interactive;

/// <summary>One item of <c>GET /api/v1/systems</c>: a service that can be started, or a backend that runs.</summary>
/// <param name="Slug">Name of the service, id of the backend.</param>
/// <param name="Url">Where anybody reaches it; empty where a link of one's own is needed.</param>
/// <param name="Tagline">What it says of itself (a backend by its metadata <c>tagline</c>).</param>
/// <param name="Status"><c>available</c> for a service, else the backend's status.</param>
/// <param name="LastEdit">When the backend entered its status; null for a service.</param>
public sealed record SystemResponse(string Slug, [property: JsonPropertyName("URL")] string Url, string Tagline, string Status, DateTimeOffset? LastEdit);
