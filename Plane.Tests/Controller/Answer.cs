using System.Net;
using System.Text.Json;

namespace Plane.Tests.Controller;

/// <summary>An answer of the controller, read to its end.</summary>
public sealed record Answer(HttpStatusCode Code, JsonElement Body, string Text, TimeSpan? RetryAfter, IReadOnlyDictionary<string, string> Headers)
{
    public string? this[string name] => Body.GetProperty(name).ToString();

    public string Backend => this["backend_id"]!;

    public bool Spawned => Body.GetProperty("spawned").GetBoolean();

    public string? Kind => this["kind"];

    public string Message => this["message"]!;

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(static pair => pair.Key.ToLowerInvariant(), static pair => string.Join(", ", pair.Value));
        return new Answer(response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text), text, response.Headers.RetryAfter?.Delta, headers);
    }

    public override string ToString() => $"{(int)Code} {Text}";
}
