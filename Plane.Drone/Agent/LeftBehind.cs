using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Drone.Guard;
using Plane.Drone.Runtime;
using Plane.State.Buckets;

namespace Plane.Drone.Agent;

/// <summary>One backend of an earlier life of this drone, with all that is known of it.</summary>
/// <param name="Found">Its container; null where there is none.</param>
/// <param name="Record">The leader's; null where there is none.</param>
/// <param name="Key">The name of the key it was started for; null without a record.</param>
/// <param name="Entry">The leader's entry of that key; null where there is none.</param>
/// <param name="Journal">The guard's entry; null where there is none.</param>
internal sealed record LeftBehind(BackendId Backend, FoundBackend? Found, Versioned<BackendRecord>? Record, KeyName? Key, Versioned<KeyEntry>? Entry, JournalEntry? Journal)
{
    /// <summary>Whether the entry names this backend as held by an earlier life of this drone, with the same fencing token.</summary>
    public bool HoldsKey => Entry is { Value: { State: KeyEntryState.Held } entry }
        && Record is { Value: { } record }
        && entry.Backend == Backend && entry.Cluster == record.Cluster && entry.Drone == record.Drone
        && (Found is null || Found.FencingToken == entry.FencingToken);

    /// <summary>Nothing is to do: no container, and a record that has ended, moved, or is its controller's still.</summary>
    public bool IsSettled => Found is null && !HoldsKey && Record?.Value.Status is (null or BackendStatus.Terminated or BackendStatus.Scheduled);
}
