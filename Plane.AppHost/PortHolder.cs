using System.Globalization;

namespace Plane.AppHost;

/// <summary>Who listens on a port, as proc(5) tells it.</summary>
internal static class PortHolder
{
    private const int LocalAddressField = 1;
    private const int StateField = 3;
    private const int InodeField = 9;
    private const string Listening = "0A";

    /// <summary><c> by nats-server (process 123)</c>; empty when it is not ours to see.</summary>
    public static string Describe(int port, bool udp)
    {
        var sockets = Tables(udp).SelectMany(t => InodesOf(t, port, udp)).Select(inode => $"socket:[{inode}]").ToHashSet();
        foreach (var directory in Directory.EnumerateDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
        {
            if (Holds(directory, sockets))
            {
                return $" by {Name(directory)} (process {Path.GetFileName(directory)})";
            }
        }

        return string.Empty;
    }

    private static string[] Tables(bool udp) => udp ? ["/proc/net/udp", "/proc/net/udp6"] : ["/proc/net/tcp", "/proc/net/tcp6"];

    private static IEnumerable<string> InodesOf(string table, int port, bool udp)
    {
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return (File.Exists(table) ? File.ReadLines(table) : []).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(f => f[LocalAddressField].EndsWith(suffix, StringComparison.Ordinal) && (udp || f[StateField] == Listening))
            .Select(f => f[InodeField]);
    }

    private static bool Holds(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd"))
                .Any(fd => new FileInfo(fd).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // ended meanwhile, or another user's
        }
    }

    private static string Name(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "comm")).Trim();
        }
        catch (IOException)
        {
            return "a process that has just ended";
        }
    }
}
