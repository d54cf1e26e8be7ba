using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Plane.Contracts.Interactive;
using Plane.Contracts.Json;

namespace Plane.Controller.Api.Interactive.Protocol;

/// <summary>How a call ended.</summary>
/// <param name="Reason">Null where it did what it was to do.</param>
/// <param name="Value">What it has to say, beyond its output; null for nothing.</param>
internal sealed record CallOutcome(string? Reason, JsonElement? Value = null)
{
    private const string Unspecified = "unspecified error";

    public static CallOutcome Done { get; } = new(Reason: null);

    public static CallOutcome Cancelled { get; } = Failed("cancelled");

    public static CallOutcome With<T>(T value, JsonTypeInfo<T> json) => new(null, JsonSerializer.SerializeToElement(value, json));

    public static CallOutcome Failed(string? reason) => new(string.IsNullOrWhiteSpace(reason) ? Unspecified : reason);

    /// <summary>The final message (interactive API §2).</summary>
    public byte[] Encode(Dialect dialect) => dialect == Dialect.Pow1
        ? JsonSerializer.SerializeToUtf8Bytes(Reason is null ? new PowOutcome("fulfilled", Value) : new PowOutcome("rejected", Reason: Reason), InteractiveJson.Default.PowOutcome)
        : JsonSerializer.SerializeToUtf8Bytes(new LinesOutcome(Reason is null, Reason), InteractiveJson.Default.LinesOutcome);
}
