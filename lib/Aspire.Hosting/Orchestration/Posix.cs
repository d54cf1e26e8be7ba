using System.Runtime.InteropServices;

namespace Aspire.Hosting.Orchestration;

/// <summary>Signals and sessions, as kill(2) and proc(5) have them.</summary>
internal static class Posix
{
    public const int SigTerm = 15;
    public const int SigKill = 9;
    private const int SessionField = 3; // after "pid (comm)": state, ppid, pgrp, session

    /// <summary>False when there is no such process any more.</summary>
    public static bool Signal(int pid, int signal) => Kill(pid, signal) == 0;

    /// <summary>The processes of a session. Its id is the first process's, and cannot be used anew while one of them lives.</summary>
    public static IReadOnlyList<int> ProcessesOf(int session)
    {
        var found = new List<int>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), out var pid) && SessionOf(directory) == session)
            {
                found.Add(pid);
            }
        }

        return found;
    }

    private static int? SessionOf(string directory)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(directory, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : int.Parse(fields[SessionField], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it ended while we looked
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
