using System.Globalization;
using Peers;

namespace Plane.Tests.Storm;

/// <summary>
/// Processes that name a folder on their command line, and their children. An engine that is killed forgets some of the shims that hold its containers: nobody stops
/// those, and each names the engine's folder.
/// </summary>
internal static class LeftProcesses
{
    /// <summary>Returns once there are none.</summary>
    public static Task KillAsync(string folder, TimeSpan limit) => Poll.UntilAsync(
        async () =>
        {
            // Children first: they would be somebody else's once their parent is gone.
            var left = Of(folder);
            foreach (var process in left)
            {
                await ProcessSignals.KillAsync(process).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return left.Count == 0;
        },
        limit,
        $"the processes of {folder} to end");

    /// <summary>Those below come before those above.</summary>
    public static IReadOnlyList<int> Of(string folder)
    {
        var all = Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(static name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Select(static name => int.Parse(name!, CultureInfo.InvariantCulture)).ToList();
        var named = all.Where(process => Read(process, "cmdline").Contains(folder + "/", StringComparison.Ordinal)).ToHashSet();
        return [.. all.Where(process => !named.Contains(process) && named.Contains(ParentOf(process))), .. named.Where(IsAlive)];
    }

    /// <summary>0 for one that is gone.</summary>
    private static int ParentOf(int process) => Fields(process) is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0;

    private static bool IsAlive(int process) => Fields(process) is [not "Z", ..];

    /// <summary>Of proc(5), stat: what follows the name, which is in brackets and may have blanks.</summary>
    private static string[] Fields(int process) => Read(process, "stat") is { Length: > 0 } stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : [];

    private static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/{file}")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return "";
        }
    }
}
