using Plane.Domain.Keys;
using Plane.State.Buckets;

namespace Plane.Tests.Keys.Simulation;

/// <summary>One program's way to the store. A create is the client's own three steps, as in the product.</summary>
internal sealed class StoreClient(Network network, Store store, Host host)
{
    /// <summary>There is one key, that is what it is about.</summary>
    private const string Key = "k";
    private readonly Plane.Domain.Identity.Entropy _entropy = World.EntropyOf(host.Chance);

    public string NewId() => _entropy.Letters(14);

    public Task<WriteOutcome> UpdateAsync(KeyEntry entry, ulong known, string id, TimeSpan patience) =>
        network.WriteAsync(host, () => store.Keys.Write(Key, entry, known, id), patience);

    public async Task<WriteOutcome> CreateAsync(KeyEntry entry, string id, TimeSpan patience)
    {
        var first = await UpdateAsync(entry, 0, id, patience);
        if (first.Result != WriteResult.Conflict)
        {
            return first;
        }

        // Null: unanswered. Else the marker's revision, 0 for nothing, or none where a live entry is.
        var free = await network.AskAsync(host, () => (Answered: true, At: store.Keys.FreeAt(Key)), patience, (Answered: false, At: null));
        return free switch
        {
            { Answered: false } => WriteOutcome.Unanswered,
            { At: { } marker } => await UpdateAsync(entry, marker, id + ".again", patience),
            _ => WriteOutcome.Conflict,
        };
    }

    /// <param name="known">Null deletes whatever is there, as only a planted fault does.</param>
    public Task<WriteOutcome> DeleteAsync(ulong? known, TimeSpan patience) => network.WriteAsync(host, () => store.Keys.Write(Key, null, known, null), patience);

    public Task<ReadOutcome<KeyEntry>> ReadAsync(TimeSpan patience) => network.ReadAsync(host, () => store.Keys.Read(Key), patience);

    public Task<ReadOutcome<BackendNote>> ReadRecordAsync(string backend, TimeSpan patience) => network.ReadAsync(host, () => store.Records.Read(backend), patience);

    public Task<WriteOutcome> WriteRecordAsync(BackendNote record, ulong known, TimeSpan patience) =>
        network.WriteAsync(host, () => store.Records.Write(record.Backend, record, known, NewId()), patience);

    public Task<bool> IsOpenAsync(TimeSpan patience) => network.AskAsync(host, () => store.IsOpen, patience, false);

    /// <summary>The server's time.</summary>
    public Task<DateTimeOffset?> StampAsync(TimeSpan patience) => network.AskAsync<DateTimeOffset?>(host, () => store.Stamp, patience, null);

    /// <param name="reservedAt">The server's stamp of the reservation.</param>
    public async Task<long?> NextFenceAsync(DateTimeOffset reservedAt, TimeSpan patience)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var last = await network.ReadAsync(host, () => store.Fences.Read(Key), patience);
            if (last.Result == ReadResult.Unanswered)
            {
                return null;
            }

            var (next, id) = (new Fence(FencingToken.Next(last.Entry?.Value.Token ?? 0, reservedAt)), NewId());
            if ((await network.WriteAsync(host, () => store.Fences.Write(Key, next, last.Entry?.Revision ?? 0, id), patience)).IsStored)
            {
                return next.Token;
            }
        }

        return null;
    }
}
