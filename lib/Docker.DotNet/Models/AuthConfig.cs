using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>Credentials for one registry, sent as the <c>X-Registry-Auth</c> header or to <c>POST /auth</c>. Never log one.</summary>
public class AuthConfig
{
    [JsonPropertyName("username")]
    public string Username { get; set; }

    [JsonPropertyName("password")]
    public string Password { get; set; }

    /// <summary>Base64 of <c>user:password</c>, as the CLI's config file stores it; read when the other two are empty.</summary>
    [JsonPropertyName("auth")]
    public string Auth { get; set; }

    /// <summary>Ignored by engines of today.</summary>
    [JsonPropertyName("email")]
    public string Email { get; set; }

    /// <summary>Host and port of the registry, or the URL of Docker Hub's v1 index.</summary>
    [JsonPropertyName("serveraddress")]
    public string ServerAddress { get; set; }

    /// <summary>An OAuth refresh token, instead of name and password.</summary>
    [JsonPropertyName("identitytoken")]
    public string IdentityToken { get; set; }

    /// <summary>A bearer token that goes to the registry as it is.</summary>
    [JsonPropertyName("registrytoken")]
    public string RegistryToken { get; set; }
}
