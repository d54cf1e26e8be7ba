using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Plane.Drone.Runtime;

/// <summary>
/// Looks again and again whether one process lives, by its /proc/pid/stat that stays open: such a look searches no path and makes no text, and a later process of the
/// same id is not behind it.
/// </summary>
internal sealed class ProcessPulse : IDisposable
{
    /// <summary>Number, name of at most 64 bytes, state: all there is to see is in front.</summary>
    private const int Seen = 128;

    private readonly SafeFileHandle _stat;

    private ProcessPulse(SafeFileHandle stat) => _stat = stat;

    /// <summary>A zombie does not count.</summary>
    public bool IsAlive
    {
        get
        {
            Span<byte> buffer = stackalloc byte[Seen];
            try
            {
                var seen = buffer[..RandomAccess.Read(_stat, buffer, 0)];
                var state = seen.LastIndexOf(") "u8) + 2;
                return state > 1 && state < seen.Length && seen[state] is not ((byte)'Z' or (byte)'X');
            }
            catch (IOException)
            {
                // The kernel answers ESRCH once it is gone.
                return false;
            }
        }
    }

    /// <summary>Null where the process is gone.</summary>
    public static ProcessPulse? Of(ProcessMark mark)
    {
        SafeFileHandle stat;
        try
        {
            stat = File.OpenHandle(string.Create(CultureInfo.InvariantCulture, $"/proc/{mark.Id}/stat"));
        }
        catch (IOException)
        {
            return null;
        }

        // Looked at after the file is open: a process that lives still was behind its id then, too.
        if (mark.IsAlive)
        {
            return new ProcessPulse(stat);
        }

        stat.Dispose();
        return null;
    }

    public void Dispose() => _stat.Dispose();
}
