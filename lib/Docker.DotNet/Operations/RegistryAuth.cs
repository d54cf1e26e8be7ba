using System.Text.Json;
using Docker.DotNet.Models;
using Docker.DotNet.Wire;

namespace Docker.DotNet.Operations;

/// <summary>The <c>X-Registry-Auth</c> header: URL-safe base64 with its padding (the API's wording; RFC 4648 §5), <c>{}</c> for nobody.</summary>
internal static class RegistryAuth
{
    public const string Header = "X-Registry-Auth";

    public static string Encode(AuthConfig credentials)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(credentials ?? new AuthConfig(), DockerJson.Default.AuthConfig);
        return Convert.ToBase64String(json).Replace('+', '-').Replace('/', '_');
    }
}
