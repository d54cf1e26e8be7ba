using System.Text.Json.Serialization;

namespace Plane.Contracts.Records;

[JsonConverter(typeof(JsonStringEnumConverter<DroneState>))]
public enum DroneState
{
    /// <summary>Re-adopting what it ran before; takes no spawns yet.</summary>
    Starting,

    Ready,

    /// <summary>Takes no spawns; what runs runs on.</summary>
    Draining,

    /// <summary>Draining, and nothing runs any more.</summary>
    Drained,
}
