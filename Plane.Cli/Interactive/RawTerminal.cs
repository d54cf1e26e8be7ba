using System.Runtime.InteropServices;
using Plane.Contracts.Drones;

namespace Plane.Cli.Interactive;

/// <summary>
/// The terminal on standard input, raw: every key goes to the program at the other end as it is pressed, Ctrl-C among them, and nothing is echoed here
/// (termios(3)). Disposing brings it back as it was.
/// </summary>
internal sealed partial class RawTerminal : IDisposable
{
    private const int StandardInput = 0;
    private const int StandardOutput = 1;
    private const int Now = 0;
    private const int AfterOutput = 1;

    /// <summary>ioctl_tty(2), Linux.</summary>
    private const nuint GetWindowSize = 0x5413;

    /// <summary>More than a termios takes anywhere.</summary>
    private const int StateSize = 256;

    private readonly byte[] _before;

    private RawTerminal(byte[] before) => _before = before;

    /// <summary>Of the terminal on standard output; 80 × 24 where it does not say.</summary>
    public static TerminalSize Size => ReadSize(StandardOutput, GetWindowSize, out var size) == 0 && size is { Columns: > 0, Rows: > 0 } ? new TerminalSize(size.Columns, size.Rows) : new TerminalSize(80, 24);

    /// <returns>Null where standard input is no terminal.</returns>
    public static RawTerminal? Enter()
    {
        var before = new byte[StateSize];
        if (GetState(StandardInput, before) != 0)
        {
            return null;
        }

        var raw = before.ToArray();
        MakeRaw(raw);
        return SetState(StandardInput, Now, raw) == 0 ? new RawTerminal(before) : null;
    }

    public void Dispose() => SetState(StandardInput, AfterOutput, _before);

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetState(int descriptor, byte[] state);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetState(int descriptor, int when, byte[] state);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRaw(byte[] state);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int ReadSize(int descriptor, nuint request, out WindowSize size);

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
