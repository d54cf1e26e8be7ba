using System.Runtime.InteropServices;

namespace Plane.State.Time;

/// <summary>
/// The system's clock, whose timestamps are CLOCK_BOOTTIME: they run on while the machine sleeps, so that a lease is not older than it seems
/// (docs/architecture.md, "One backend per key"). Timers and the wall clock are the system's own.
/// </summary>
public sealed partial class BootClock : TimeProvider
{
    private const int ClockBootTime = 7;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private BootClock()
    {
    }

    public static BootClock Instance { get; } = new();

    public override long TimestampFrequency => NanosecondsPerSecond;

    public override long GetTimestamp()
    {
        if (GetTime(ClockBootTime, out var now) != 0)
        {
            throw new InvalidOperationException("clock_gettime(CLOCK_BOOTTIME) failed.");
        }

        return (now.Seconds * NanosecondsPerSecond) + now.Nanoseconds;
    }

    // Tens of nanoseconds, without a system call; several times for each proxied request.
    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
