using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Domain.Keys;

/// <summary>What a controller may do with a key, by what it knows (docs/architecture.md, "One backend per key"). Pure.</summary>
public static class ConnectPolicy
{
    /// <param name="entry">As seen or as the leader has it; null where there is none.</param>
    /// <param name="tag">What the connect names.</param>
    public static KeyStanding Judge(KeyEntry? entry, string tag) => entry switch
    {
        null => KeyStanding.Free,
        _ when entry.Tag != tag => KeyStanding.OtherTag,
        { State: KeyEntryState.Reserved } => KeyStanding.Reserved,
        _ => KeyStanding.Held,
    };

    /// <summary>
    /// Whether a held entry may be replaced because its backend is gone. Only the drone that held the lease may say so: it writes the record
    /// under the lease's fencing token once the engine confirmed the end. What says lost was written by somebody else, or by a drone that
    /// found no program, and waits for the entry to go.
    /// </summary>
    public static bool OwnerReleased(KeyEntry entry, BackendStatus status, TerminationReason? reason, long fencingToken) =>
        entry.State == KeyEntryState.Held
        && status == BackendStatus.Terminated
        && reason != TerminationReason.Lost
        && fencingToken == entry.FencingToken;

    /// <summary>After a replacement was refused: the drone accepted after all, so the backend comes and is the answer.</summary>
    public static bool AcceptedAfterAll(KeyEntry? entry, BackendId mine) => entry is { State: KeyEntryState.Held } && entry.Backend == mine;

    /// <summary>
    /// Whether a caller-chosen id that somebody reserved before may be taken over: the reservation led to no record, and the key it was made for
    /// does not name it, unless that key is the asker's own, which it holds reserved.
    /// </summary>
    /// <param name="reservedFor">Hash of the key in the reservation.</param>
    /// <param name="mine">The asker's key.</param>
    /// <param name="hasRecord">A record of that id exists.</param>
    /// <param name="holder">The leader's entry of the key in the reservation; null where there is none.</param>
    public static bool MayTakeOverId(string reservedFor, KeyName mine, BackendId id, bool hasRecord, KeyEntry? holder) =>
        !hasRecord && (reservedFor == mine.Hash || holder is null || holder.Backend != id);
}
