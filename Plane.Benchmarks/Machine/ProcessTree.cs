using System.Globalization;

namespace Plane.Benchmarks.Machine;

/// <summary>Processor time and memory of a process, from Linux's /proc, with its children where it answers in one.</summary>
internal static class ProcessTree
{
    private const double TicksPerSecond = 100;
    private const int ParentField = 1;
    private const int UserField = 11;
    private const int SystemField = 12;
    private const int ResidentField = 21;

    public static double CpuSeconds(int root, bool withChildren = true) =>
        FamilyOf(root, withChildren).Sum(static fields => Number(fields[UserField]) + Number(fields[SystemField])) / TicksPerSecond;

    /// <summary>What several of them share counts for each.</summary>
    public static long ResidentBytes(int root, bool withChildren) => FamilyOf(root, withChildren).Sum(static fields => Number(fields[ResidentField])) * Environment.SystemPageSize;

    private static IEnumerable<string[]> FamilyOf(int root, bool withChildren)
    {
        if (!withChildren)
        {
            return [Fields($"/proc/{root}")];
        }

        var processes = Directory.EnumerateDirectories("/proc")
            .Select(static folder => (Id: int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0, Folder: folder))
            .Where(static process => process.Id > 0)
            .Select(static process => (process.Id, Fields: Fields(process.Folder)))
            .Where(static process => process.Fields.Length > ResidentField)
            .ToList();
        var family = new HashSet<int> { root };
        while (processes.Any(process => family.Contains((int)Number(process.Fields[ParentField])) && family.Add(process.Id)))
        {
            // Another generation may follow.
        }

        return processes.Where(process => family.Contains(process.Id)).Select(static process => process.Fields);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>From the state on: the name in front of it may have spaces.</summary>
    private static string[] Fields(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return [];
        }
    }
}
