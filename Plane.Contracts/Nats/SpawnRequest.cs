using System.Text.Json.Serialization;

namespace Plane.Contracts.Nats;

/// <summary>Body of <c>POST /service/{name}/spawn</c> (NATS API §13). All of it may be left out.</summary>
public sealed record SpawnRequest
{
    /// <summary>Seconds without connections until it is stopped; not negative. Default 60.</summary>
    public int? GracePeriodSeconds { get; init; }

    /// <summary>As <see cref="ScheduleRequest.Lock"/>.</summary>
    public string? Lock { get; init; }

    public bool RequireBearerToken { get; init; }

    /// <summary>Where the program listens, told to it as <c>PORT</c>. Null: the service's, else 8080.</summary>
    public ushort? Port { get; init; }

    /// <summary>Added to the service's own, and stronger.</summary>
    public Dictionary<string, string>? Env { get; init; }

    /// <summary><c>host path:container path</c>.</summary>
    public List<string>? VolumeMounts { get; init; }

    public override string ToString() => "spawn request";
}

/// <param name="Url">Of the backend: <c>http(s)://{id}.{cluster}</c>.</param>
/// <param name="Name">The backend's id.</param>
/// <param name="StatusUrl">Where this controller tells its state.</param>
/// <param name="BearerToken">Left out where none was asked for.</param>
/// <param name="Spawned">False where the lock's present holder is returned.</param>
public sealed record SpawnResponse(
    string Url,
    string Name,
    string StatusUrl,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BearerToken,
    bool Spawned)
{
    public override string ToString() => Name;
}
