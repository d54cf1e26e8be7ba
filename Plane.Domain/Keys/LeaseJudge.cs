namespace Plane.Domain.Keys;

/// <summary>Reads an entry with the eyes of the drone that believes to hold it.</summary>
public static class LeaseJudge
{
    /// <param name="mine">Who asks.</param>
    /// <param name="known">The revision the asker last saw acknowledged.</param>
    /// <param name="entry">The leader's entry; null where there is none.</param>
    /// <param name="revision">The leader's revision of it.</param>
    public static LeaseFinding Judge(LeaseIdentity mine, ulong known, KeyEntry? entry, ulong revision)
    {
        if (entry is null)
        {
            return LeaseFinding.Gone;
        }

        if (IsMine(mine, entry))
        {
            return revision.CompareTo(known) switch
            {
                > 0 => LeaseFinding.Adopt,
                0 => LeaseFinding.Unanswered,
                < 0 => LeaseFinding.FellBack,
            };
        }

        // For another backend it is no succession, even on the same drone: two programs would serve one key.
        return entry.Backend == mine.Backend && entry.Cluster == mine.Cluster && entry.Drone == mine.Drone && entry.Incarnation > mine.Incarnation
            ? LeaseFinding.Succeeded
            : LeaseFinding.Lost;
    }

    private static bool IsMine(LeaseIdentity mine, KeyEntry entry) =>
        entry.State == KeyEntryState.Held
        && entry.Backend == mine.Backend
        && entry.Cluster == mine.Cluster
        && entry.Drone == mine.Drone
        && entry.Incarnation == mine.Incarnation
        && entry.FencingToken == mine.FencingToken;
}
