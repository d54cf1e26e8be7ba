using System.Globalization;

namespace Plane.Drone.Runtime.Process;

/// <summary>The processes of one program: a shell that leads the group and waits, and whatever the program starts.</summary>
internal static class ProgramGroup
{
    private const int GroupField = 2;

    /// <summary>The leader; null where it has not begun, or is gone.</summary>
    public static ProcessMark? Leader(ProgramFolder folder) => MarkOf(folder) is { IsAlive: true } mark ? mark : null;

    /// <summary>To look at the leader often; null where it has not begun, or is gone.</summary>
    public static ProcessPulse? LeaderPulse(ProgramFolder folder) => MarkOf(folder) is { } mark ? ProcessPulse.Of(mark) : null;

    /// <summary>Whether any process of the group lives, leader or not.</summary>
    public static bool IsAlive(ProgramFolder folder) => MarkOf(folder) is { } mark && (mark.IsAlive || HasMembers(mark));

    public static void Kill(ProgramFolder folder)
    {
        if (IsAlive(folder))
        {
            Signals.KillGroup(MarkOf(folder)!.Id);
        }
    }

    public static void Terminate(ProgramFolder folder)
    {
        if (IsAlive(folder))
        {
            Signals.TerminateGroup(MarkOf(folder)!.Id);
        }
    }

    private static ProcessMark? MarkOf(ProgramFolder folder)
    {
        if (!File.Exists(folder.Leader))
        {
            return null;
        }

        // "pid (name) state …", 20 fields after the name is the start time; see ProcessMark.
        var text = File.ReadAllText(folder.Leader);
        var rest = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return new ProcessMark(
            int.Parse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture),
            ulong.Parse(rest[19], CultureInfo.InvariantCulture));
    }

    /// <summary>Its living processes, each with what /proc/pid/stat says after the name.</summary>
    public static IReadOnlyList<(int Id, string[] Fields)> Members(ProgramFolder folder) => MarkOf(folder) is { } mark ? Members(mark).ToList() : [];

    private static bool HasMembers(ProcessMark leader) => Members(leader).Any();

    /// <summary>
    /// Living members of a group, whose leader may have ended. The kernel does not give a process id away while a group goes by it, so members that
    /// began after the leader are its own.
    /// </summary>
    private static IEnumerable<(int Id, string[] Fields)> Members(ProcessMark leader) => Directory.EnumerateDirectories("/proc")
        .Select(static path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(static id => id > 0)
        .Select(static id => (id, Fields: ProcessMark.FieldsOf(id)))
        .Where(one => ProcessMark.Of(one.id, one.Fields) is { } mark && mark.StartTicks >= leader.StartTicks && int.Parse(one.Fields[GroupField], CultureInfo.InvariantCulture) == leader.Id);
}
