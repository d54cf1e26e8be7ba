using System.Text.Json;

namespace Plane.Contracts.Http;

/// <summary>Body of <c>POST /ctrl/connect</c> (HTTP API §1.5.1). At least one of key and spawn configuration is given.</summary>
public sealed record ConnectRequest
{
    public KeyRequest? Key { get; init; }

    public SpawnConfig? SpawnConfig { get; init; }

    /// <summary>The documented place of the pool; <see cref="Http.SpawnConfig.Pool"/> wins.</summary>
    public string? Pool { get; init; }

    /// <summary>Sent to the backend as <c>x-verified-username</c>.</summary>
    public string? User { get; init; }

    /// <summary>Any JSON object; sent to the backend as <c>x-verified-user-data</c>. Default <c>{}</c>.</summary>
    public JsonElement? Auth { get; init; }

    /// <summary>What to do about a backend that is stopping: <c>return</c> it, <c>wait</c> for its end, <c>error</c>. Default: as the controller is set.</summary>
    public string? OnTerminating { get; init; }
}

/// <param name="Name">Not empty, at most 255 characters.</param>
/// <param name="Namespace">Part of the key's identity. Default empty.</param>
/// <param name="Tag">Must equal the tag the key was acquired with. Default empty.</param>
public sealed record KeyRequest(string Name, string Namespace = "", string Tag = "");
