using Plane.Drone.Runtime;

namespace Plane.Drone.Guard;

/// <summary>How drone and guard find each other in the state directory: each leaves its process there.</summary>
internal static class GuardFiles
{
    public static string Lock(string stateDirectory) => Path.Combine(stateDirectory, "guard.lock");

    public static string Log(string stateDirectory) => Path.Combine(stateDirectory, "guard.log");

    /// <summary>The guard says that it watches.</summary>
    public static void WriteGuard(string stateDirectory, ProcessMark self) => AtomicFile.Write(GuardPath(stateDirectory), self, JournalJson.Default.ProcessMark, toDisk: false);

    /// <summary>The living guard's process; null without one.</summary>
    public static ProcessMark? LivingGuard(string stateDirectory) => Living(GuardPath(stateDirectory));

    /// <summary>The drone says whom its guard may outlive.</summary>
    public static void WriteDrone(string stateDirectory, ProcessMark self) => AtomicFile.Write(DronePath(stateDirectory), self, JournalJson.Default.ProcessMark, toDisk: false);

    public static ProcessMark? LivingDrone(string stateDirectory) => Living(DronePath(stateDirectory));

    /// <summary>The drone stops, whatever becomes of its process.</summary>
    public static void ForgetDrone(string stateDirectory) => File.Delete(DronePath(stateDirectory));

    private static ProcessMark? Living(string path) => AtomicFile.Read(path, JournalJson.Default.ProcessMark) is { IsAlive: true } mark ? mark : null;

    private static string GuardPath(string stateDirectory) => Path.Combine(stateDirectory, "guard.process");

    private static string DronePath(string stateDirectory) => Path.Combine(stateDirectory, "drone.process");
}
