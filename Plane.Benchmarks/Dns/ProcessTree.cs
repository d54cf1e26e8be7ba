using System.Globalization;

namespace Plane.Benchmarks.Dns;

/// <summary>Processor time of a process with its children, from Linux's /proc: some name servers answer in a child.</summary>
internal static class ProcessTree
{
    private const double TicksPerSecond = 100;
    private const int ParentField = 1;
    private const int UserField = 11;
    private const int SystemField = 12;

    public static double CpuSeconds(int root)
    {
        var processes = Directory.EnumerateDirectories("/proc")
            .Select(static folder => (Id: int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0, Folder: folder))
            .Where(static process => process.Id > 0)
            .Select(static process => (process.Id, Fields: Fields(process.Folder)))
            .Where(static process => process.Fields.Length > SystemField)
            .ToList();
        var family = new HashSet<int> { root };
        while (processes.Any(process => family.Contains(Number(process.Fields[ParentField])) && family.Add(process.Id)))
        {
            // Another generation may follow.
        }

        return processes.Where(process => family.Contains(process.Id)).Sum(static process => Number(process.Fields[UserField]) + Number(process.Fields[SystemField])) / TicksPerSecond;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

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
