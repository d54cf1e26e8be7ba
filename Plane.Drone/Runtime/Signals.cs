using System.Runtime.InteropServices;

namespace Plane.Drone.Runtime;

/// <summary>signal(7) and session calls of the C library.</summary>
internal static partial class Signals
{
    private const int Term = 15;
    private const int Kill = 9;

    /// <summary>Kills one process at once. False: there is none, or it is not ours.</summary>
    public static bool KillProcess(int id) => Send(id, Kill) == 0;

    /// <summary>Kills every process of a group. False: it has none left.</summary>
    public static bool KillGroup(int group) => Send(-group, Kill) == 0;

    /// <summary>Asks every process of a group to end.</summary>
    public static bool TerminateGroup(int group) => Send(-group, Term) == 0;

    /// <summary>A session of one's own, so that a signal to the parent's group or terminal does not arrive here.</summary>
    public static bool BecomeSession() => SetSession() >= 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Send(int id, int signal);

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static partial int SetSession();
}
