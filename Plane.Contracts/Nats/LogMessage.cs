using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Plane.Domain.Identity;

namespace Plane.Contracts.Nats;

/// <summary>A log record of a program of Plane's (NATS API §1.5.14), on <see cref="Subjects.ControllerLogs"/> or <see cref="Subjects.DroneLogs"/>.</summary>
/// <param name="Target">The logger's category.</param>
/// <param name="Name">The event's name; empty where it has none.</param>
/// <param name="Severity"><c>ERROR</c>, <c>WARN</c>, <c>INFO</c>, <c>DEBUG</c> or <c>TRACE</c>.</param>
/// <param name="Fields">With <c>message</c>, the whole text.</param>
public sealed record LogMessage(LogComponent Component, string Target, string Name, string Severity, DateTimeOffset Time, ImmutableSortedDictionary<string, string> Fields);

/// <summary>Who speaks.</summary>
/// <param name="Type"><c>Controller</c> or <c>Drone</c>.</param>
/// <param name="DroneId">Left out for a controller.</param>
public sealed record LogComponent(string Type, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DroneId? DroneId = null)
{
    public static LogComponent Controller { get; } = new("Controller");

    public static LogComponent Drone(DroneId id) => new("Drone", id);
}
