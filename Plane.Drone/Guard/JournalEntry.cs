using Plane.Drone.Runtime;

namespace Plane.Drone.Guard;

/// <summary>One backend the guard answers for.</summary>
/// <param name="Backend">Its id.</param>
/// <param name="Kind">How it is found and killed.</param>
/// <param name="DeadlineTicks">When it must be dead by force: ticks of 100 ns on CLOCK_BOOTTIME, of the boot below.</param>
/// <param name="BootId">Which run of the kernel that clock belongs to. Under another one nothing of it can run any more.</param>
/// <param name="Process">Its first process, once known, for a kill past a silent engine.</param>
/// <param name="Socket">Where its executor listens; null for other kinds.</param>
internal sealed record JournalEntry(string Backend, RuntimeKind Kind, long DeadlineTicks, string BootId, ProcessMark? Process, string? Socket = null)
{
    public TimeSpan Deadline => TimeSpan.FromTicks(DeadlineTicks);
}
