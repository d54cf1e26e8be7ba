using System.Collections.Immutable;
using Plane.Contracts.Records;

namespace Plane.Dns.Zone;

/// <summary>The state that zones are made of.</summary>
/// <param name="Drones">Those that count as alive.</param>
/// <param name="Texts">Values of ACME challenges, oldest first.</param>
/// <param name="IsComplete">Everything that the buckets held at the start is in here.</param>
/// <param name="Now">Unix seconds.</param>
internal sealed record ZoneInputs(
    ImmutableArray<DroneRecord> Drones,
    ImmutableArray<BackendRecord> Backends,
    ImmutableArray<AcmeTxtRecord> Texts,
    bool IsComplete,
    long Now);
