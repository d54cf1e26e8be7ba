using System.Globalization;

namespace Plane.Drone.Runtime;

/// <summary>A process, safe against reuse of its id: the kernel's start time goes with it (proc(5), /proc/pid/stat field 22, ticks since boot).</summary>
internal sealed record ProcessMark(int Id, ulong StartTicks)
{
    private const int StateField = 0;
    private const int StartField = 19;

    /// <summary>The process of this id; null where there is none, or only a zombie of it.</summary>
    public static ProcessMark? Of(int id) => Of(id, FieldsOf(id));

    /// <summary>The same by what was read already.</summary>
    public static ProcessMark? Of(int id, string[] fields) =>
        fields.Length > StartField && fields[StateField] is not ("Z" or "X") ? new ProcessMark(id, ulong.Parse(fields[StartField], CultureInfo.InvariantCulture)) : null;

    /// <summary>This very process, and not another of the same id.</summary>
    public bool IsAlive => Of(Id) == this;

    /// <summary>It lives, and a signal or a debugger holds it.</summary>
    public bool IsStopped => FieldsOf(Id) is [("T" or "t"), ..] && IsAlive;

    /// <summary>What /proc/pid/stat says after the name in parentheses, which may itself hold blanks and parentheses; empty where there is no such process.</summary>
    public static string[] FieldsOf(int id)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It ended: between the look and the read the kernel answers ESRCH.
            return [];
        }
    }
}
