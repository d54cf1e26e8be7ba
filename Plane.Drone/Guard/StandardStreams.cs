using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Plane.Drone.Guard;

/// <summary>Lets go of the terminal and of the pipes a parent reads: whoever outlives the parent must not hold them open.</summary>
internal static partial class StandardStreams
{
    private const long MaxLog = 1024 * 1024;

    /// <summary>Output and errors go to the file from now on (begun anew above 1 MiB), input is at its end.</summary>
    public static void Redirect(string logFile)
    {
        var mode = File.Exists(logFile) && new FileInfo(logFile).Length > MaxLog ? FileMode.Create : FileMode.Append;
        using var output = new FileStream(logFile, mode, FileAccess.Write, FileShare.ReadWrite);
        using var input = File.OpenHandle("/dev/null");
        Put(input, 0);
        Put(output.SafeFileHandle, 1);
        Put(output.SafeFileHandle, 2);
    }

    private static void Put(SafeFileHandle file, int descriptor)
    {
        if (Duplicate(file, descriptor) < 0)
        {
            throw new IOException($"dup2 failed with error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(SafeFileHandle from, int to);
}
