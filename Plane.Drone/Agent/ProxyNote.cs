using System.Text.Json.Serialization;
using Plane.Drone.Runtime;

namespace Plane.Drone.Agent;

/// <summary>What a proxy in a process of its own leaves in the state directory, for the agent of the same drone to tell.</summary>
/// <param name="Dials">It dials containers itself, so that the agent has to ask what it has open. Versions before that sent everything through the agent.</param>
internal sealed record ProxyNote(ProcessMark Process, string? Authority, bool Dials = false)
{
    public static void Write(string stateDirectory, ProxyNote note) => AtomicFile.Write(PathOf(stateDirectory), note, ProxyNoteJson.Default.ProxyNote, toDisk: false);

    /// <summary>Null where no such process lives.</summary>
    public static ProxyNote? Living(string stateDirectory) =>
        AtomicFile.Read(PathOf(stateDirectory), ProxyNoteJson.Default.ProxyNote) is { Process.IsAlive: true } note ? note : null;

    public static void Forget(string stateDirectory) => File.Delete(PathOf(stateDirectory));

    private static string PathOf(string stateDirectory) => Path.Combine(stateDirectory, "proxy.process");
}

[JsonSerializable(typeof(ProxyNote))]
internal sealed partial class ProxyNoteJson : JsonSerializerContext;
