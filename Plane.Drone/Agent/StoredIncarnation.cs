using System.Text.Json.Serialization;
using Plane.Drone.Runtime;

namespace Plane.Drone.Agent;

/// <summary>The latest life of the drone, in its state directory.</summary>
internal sealed record StoredIncarnation(long Number)
{
    /// <summary>0 before the first life.</summary>
    public static long Read(string stateDirectory) => AtomicFile.Read(PathOf(stateDirectory), AgentJson.Default.StoredIncarnation)?.Number ?? 0;

    public static void Write(string stateDirectory, long number) => AtomicFile.Write(PathOf(stateDirectory), new StoredIncarnation(number), AgentJson.Default.StoredIncarnation, toDisk: true);

    private static string PathOf(string stateDirectory) => Path.Combine(stateDirectory, "incarnation.json");
}

[JsonSerializable(typeof(StoredIncarnation))]
internal sealed partial class AgentJson : JsonSerializerContext;
