using Plane.Contracts.Records;
using Plane.State.Backends;
using Plane.State.Buckets;

namespace Plane.Drone.Backends;

/// <summary>
/// Writes one backend's record: by compare-and-set, on change only, one write after the other. A write whose outcome is not known is looked
/// up at the leader before anything else is written.
/// </summary>
internal sealed class RecordKeeper(BackendsStore store, Versioned<BackendRecord> known, TimeSpan callLimit, TimeProvider clock, ILogger<RecordKeeper> log) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private BackendRecord _wanted = known.Value;
    private Versioned<BackendRecord>? _known = known;
    private Versioned<BackendRecord> _stored = known;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>As last wanted; the store may be one write behind.</summary>
    public BackendRecord Current => Volatile.Read(ref _wanted);

    /// <summary>What the store was last known to have, and at which revision.</summary>
    public Versioned<BackendRecord> Stored => Volatile.Read(ref _stored);

    /// <summary>Completes when <see cref="Stored"/> changes next.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>Applies a change and returns once the store has it. Cancelled, it may or may not be stored; the next write finds out.</summary>
    public async Task WriteAsync(Func<BackendRecord, BackendRecord> change, CancellationToken token)
    {
        await _turn.WaitAsync(token);
        try
        {
            var wanted = change(_wanted);
            if (wanted.Status < _wanted.Status)
            {
                throw new InvalidOperationException($"{wanted.Backend} is {_wanted.Status} and cannot become {wanted.Status}.");
            }

            Volatile.Write(ref _wanted, wanted);
            while (!await TryWriteAsync(wanted, token))
            {
                await Task.Delay(callLimit / 4, clock, token);
            }

            log.StatusWritten(wanted.Backend, wanted.Status);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The store may have lost everything: the record as it stands is looked up, and written anew where it is gone.</summary>
    public Task RewriteAsync(CancellationToken token) => WriteAsync(
        record =>
        {
            _known = null;
            return record;
        },
        token);

    public void Dispose() => _turn.Dispose();

    private async Task<bool> TryWriteAsync(BackendRecord wanted, CancellationToken token)
    {
        if (_known is not { } known)
        {
            var read = await Limited.ReadAsync(t => store.ReadAsync(wanted.Cluster, wanted.Backend, t), callLimit, clock, token);
            return read.Result switch
            {
                ReadResult.Found => Settle(wanted, read.Entry!),
                ReadResult.Missing => await CreateAsync(wanted, token),
                _ => false,
            };
        }

        // Unknown until an answer says otherwise, also when this is cancelled half way.
        _known = null;
        var written = await Limited.WriteAsync(t => store.UpdateAsync(wanted, known.Revision, t), callLimit, clock, token);
        return written.IsStored && Know(known with { Value = wanted, Revision = written.Revision });
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool Know(Versioned<BackendRecord> stored)
    {
        _known = stored;
        Volatile.Write(ref _stored, stored);
        Interlocked.Exchange(ref _changed, NewSignal()).SetResult();
        return true;
    }

    private async Task<bool> CreateAsync(BackendRecord wanted, CancellationToken token)
    {
        log.RecordGone(wanted.Backend);
        var written = await Limited.WriteAsync(t => store.CreateAsync(wanted, t), callLimit, clock, token);
        return written.IsStored && Know(Stored with { Value = wanted, Revision = written.Revision });
    }

    /// <returns>True where the leader has what is wanted, or more: a record that somebody ended stays ended.</returns>
    private bool Settle(BackendRecord wanted, Versioned<BackendRecord> found)
    {
        Know(found);
        if (found.Value.Status > wanted.Status)
        {
            log.RecordAhead(wanted.Backend, found.Value.Status, wanted.Status);
            Volatile.Write(ref _wanted, found.Value);
            return true;
        }

        return found.Value.Status == wanted.Status && found.Value.ContainerId == wanted.ContainerId && found.Value.Address == wanted.Address;
    }
}
