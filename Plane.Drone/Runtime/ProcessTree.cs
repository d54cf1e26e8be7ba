using System.Globalization;

namespace Plane.Drone.Runtime;

/// <summary>A process and what came of it: its descendants, and every process of the session that it leads (proc(5)).</summary>
internal sealed class ProcessTree(ProcessMark root)
{
    private const int ParentField = 1;
    private const int SessionField = 3;

    /// <summary>Its members, once seen, count on after their parents have ended: orphans are given to another parent.</summary>
    private readonly HashSet<ProcessMark> _members = [root];

    /// <summary>Kills all that live.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Kill()
    {
        Look();
        var living = _members.Where(static one => one.IsAlive).ToList();
        living.ForEach(static one => Signals.KillProcess(one.Id));
        return living.Count > 0;
    }

    private void Look()
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(static path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(static id => id > 0)
            .Select(static id => (Id: id, Fields: ProcessMark.FieldsOf(id)))
            .Select(static one => (Mark: ProcessMark.Of(one.Id, one.Fields), one.Fields))
            .Where(one => one.Mark is not null && one.Mark.StartTicks >= root.StartTicks)
            .ToList();
        int before;
        do
        {
            before = _members.Count;
            foreach (var (mark, fields) in all)
            {
                if (IsNumber(fields[SessionField], root.Id) || _members.Any(member => IsNumber(fields[ParentField], member.Id) && member.StartTicks <= mark!.StartTicks))
                {
                    _members.Add(mark!);
                }
            }
        }
        while (_members.Count > before);
    }

    private static bool IsNumber(string field, int id) => int.Parse(field, CultureInfo.InvariantCulture) == id;
}
