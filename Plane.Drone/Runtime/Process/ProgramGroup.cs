using System.Globalization;

namespace Plane.Drone.Runtime.Process;

/// <summary>The processes of one program: a shell that leads the group and waits, and whatever the program starts.</summary>
internal static class ProgramGroup
{
    /// <summary>The leader; null where it has not begun, or is gone.</summary>
    public static ProcessMark? Leader(ProgramFolder folder) => MarkOf(folder) is { IsAlive: true } mark ? mark : null;

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

    /// <summary>
    /// Living members of a group whose leader has ended. The kernel does not give a process id away while a group goes by it, so members that
    /// began after the leader are its own.
    /// </summary>
    private static bool HasMembers(ProcessMark leader) => Directory.EnumerateDirectories("/proc")
        .Select(static path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Any(id => id > 0 && GroupOf(id) == leader.Id && ProcessMark.Of(id) is { } mark && mark.StartTicks >= leader.StartTicks);

    private static int GroupOf(int id)
    {
        const int GroupField = 2;
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[GroupField], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended between the listing and the look.
            return 0;
        }
    }
}
