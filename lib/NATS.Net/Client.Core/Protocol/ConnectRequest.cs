using System.Text.Json.Serialization;

namespace NATS.Client.Core.Protocol;

/// <summary>The JSON of a CONNECT line.</summary>
internal sealed record ConnectRequest
{
    [JsonPropertyName("echo")]
    public bool Echo { get; init; }

    [JsonPropertyName("verbose")]
    public bool Verbose { get; init; }

    [JsonPropertyName("pedantic")]
    public bool Pedantic { get; init; }

    [JsonPropertyName("tls_required")]
    public bool TlsRequired { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("user")]
    public string? User { get; init; }

    [JsonPropertyName("pass")]
    public string? Password { get; init; }

    [JsonPropertyName("auth_token")]
    public string? Token { get; init; }

    [JsonPropertyName("lang")]
    public string Language { get; } = ".NET";

    [JsonPropertyName("version")]
    public required string Version { get; init; }

    [JsonPropertyName("protocol")]
    public int Protocol { get; } = 1;

    [JsonPropertyName("headers")]
    public bool Headers { get; init; }

    [JsonPropertyName("no_responders")]
    public bool NoResponders { get; init; }

    /// <summary>Never the secrets.</summary>
    public override string ToString() => Name;
}
