using System.Text.Json.Serialization;

namespace Plane.Contracts.Nats;

/// <summary>NATS API §1.5.2, late form: <c>{"Scheduled":{…}}</c> or the bare string <c>"NoDroneAvailable"</c>.</summary>
public sealed record ScheduleReply(ScheduledBackend? Scheduled)
{
    public static ScheduleReply NoDroneAvailable { get; } = new((ScheduledBackend?)null);
}

/// <param name="Drone">Where it runs.</param>
/// <param name="BackendId">Which it is.</param>
/// <param name="Spawned">False where the lock's present holder is returned.</param>
/// <param name="BearerToken">Left out where none was asked for.</param>
public sealed record ScheduledBackend(
    string Drone,
    string BackendId,
    [property: JsonPropertyOrder(1)] bool Spawned,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BearerToken = null)
{
    public override string ToString() => $"{BackendId} on {Drone}";
}
