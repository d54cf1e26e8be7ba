using Plane.Domain.Identity;

namespace Plane.Contracts.Json;

/// <summary><c>[a-z0-9-]{1,45}</c>.</summary>
public sealed class BackendIdConverter() : ParsedConverter<BackendId>(static text => BackendId.TryParse(text, out var id) ? id : null, static id => id.Value, "backend id");

/// <summary><c>[a-z0-9-]{1,45}</c>.</summary>
public sealed class DroneIdConverter() : ParsedConverter<DroneId>(static text => DroneId.TryParse(text, out var id) ? id : null, static id => id.Value, "drone id");

/// <summary>A DNS name with an optional port.</summary>
public sealed class ClusterNameConverter() : ParsedConverter<ClusterName>(static text => ClusterName.TryParse(text, out var name) ? name : null, static name => name.Value, "cluster name");
