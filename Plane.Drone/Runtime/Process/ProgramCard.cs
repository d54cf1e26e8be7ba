using System.Text.Json.Serialization;

namespace Plane.Drone.Runtime.Process;

/// <summary>What labels are to a container.</summary>
/// <param name="Run">Differs for every start, as a container id does.</param>
/// <param name="Port">It was told to listen on.</param>
/// <param name="Ports">The same for its further ports, by the numbers the spawn named; null in cards of earlier versions.</param>
internal sealed record ProgramCard(string Backend, string Run, string KeyHash, long FencingToken, int Port, Dictionary<int, int>? Ports = null);

[JsonSerializable(typeof(ProgramCard))]
internal sealed partial class ProgramJson : JsonSerializerContext;
