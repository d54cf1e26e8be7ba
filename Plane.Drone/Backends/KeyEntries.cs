using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Buckets;
using Plane.State.Keys;

namespace Plane.Drone.Backends;

/// <summary>The entry in the bucket of keys.</summary>
internal sealed class KeyEntries(KeysStore store, KeyName key) : IKeyEntries
{
    public ValueTask<WriteOutcome> UpdateAsync(KeyEntry held, ulong known, string messageId, CancellationToken token) => store.RenewAsync(key, held, known, messageId, token);

    public ValueTask<WriteOutcome> CreateAsync(KeyEntry held, string messageId, CancellationToken token) => store.RecreateAsync(key, held, messageId, token);

    public ValueTask<WriteOutcome> DeleteAsync(ulong known, CancellationToken token) => store.ReleaseAsync(key, known, token);

    public ValueTask<ReadOutcome<KeyEntry>> ReadAsync(CancellationToken token) => store.ReadAsync(key, token);
}
