namespace Plane.Drone.Guard;

/// <summary>Names this run of the kernel: times of CLOCK_BOOTTIME mean nothing under another.</summary>
internal static class BootId
{
    private const string File = "/proc/sys/kernel/random/boot_id";

    public static string Read() => System.IO.File.ReadAllText(File).Trim();
}
