using Plane.Domain.Keys;
using Plane.State.Buckets;

namespace Plane.Drone.Backends;

/// <summary>One key's entry, as its drone writes it. Behind it the bucket of keys, or in tests one that loses what it should not.</summary>
internal interface IKeyEntries
{
    ValueTask<WriteOutcome> UpdateAsync(KeyEntry held, ulong known, string messageId, CancellationToken token);

    ValueTask<WriteOutcome> CreateAsync(KeyEntry held, string messageId, CancellationToken token);

    ValueTask<WriteOutcome> DeleteAsync(ulong known, CancellationToken token);

    /// <summary>The leader's entry.</summary>
    ValueTask<ReadOutcome<KeyEntry>> ReadAsync(CancellationToken token);
}
