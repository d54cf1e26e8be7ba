using System.Text.Json.Serialization;

namespace Certes.Acme.Resource;

/// <summary>RFC 8555 §7.1.5.</summary>
public class Challenge
{
    /// <summary>One of <see cref="ChallengeTypes"/>.</summary>
    public string Type { get; set; }

    public Uri Url { get; set; }

    public ChallengeStatus? Status { get; set; }

    public DateTimeOffset? Validated { get; set; }

    /// <summary>Why the server was not convinced.</summary>
    [JsonPropertyName("error")]
    public AcmeError Error { get; set; }

    public string Token { get; set; }
}
