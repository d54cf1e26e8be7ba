using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.State.Keys;

/// <summary>
/// Keys may be granted only from a bucket that has existed for one TTL: after a wipe, backends that still run get that long to write their
/// entries again. The entry <c>ready</c> of the fences' bucket names the bucket of keys for which that time is over. A store can only be wiped
/// behind a broken connection, so each break closes the gate until the bucket's creation stamp was looked at again.
/// </summary>
public sealed class GrantGate(
    StoreSetup setup, JetStream jetStream, Bucket<KeyEntry> keys, Bucket<ReadyRecord> ready, GrantOptions options, LeaseTimings timings, Entropy entropy, TimeProvider clock, ILogger<GrantGate> log)
    : BackgroundService
{
    private const string Key = "ready";
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private TaskCompletionSource _opened = NewSignal();
    private TaskCompletionSource _broken = NewSignal();
    private (DateTimeOffset Bucket, long Since, bool AtOnce)? _young;
    private ReadyRecord? _openFor;

    public bool IsOpen => Opened.IsCompletedSuccessfully;

    /// <summary>Completes when keys may be granted. Each time that the connection breaks there is a new one.</summary>
    public Task Opened => Volatile.Read(ref _opened).Task;

    /// <summary>
    /// Whether a reservation that was stored before this call stands in the bucket that the gate is open for. A program may have stood still
    /// between its look at the gate and its reservation, while the store was wiped; so it asks the leader again once it has reserved.
    /// </summary>
    public async ValueTask<bool> AllowsAsync(CancellationToken token)
    {
        var read = await ready.ReadAsync(Key, token);
        return IsOpen && read.Entry is { } entry && entry.Value == Volatile.Read(ref _openFor);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await setup.Done.WaitAsync(stoppingToken);
        jetStream.Connection.ConnectionDisconnected += CloseAsync;
        jetStream.Connection.ConnectionOpened += CloseAsync;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await LookAsync(Volatile.Read(ref _broken).Task, stoppingToken);
            }
        }
        finally
        {
            jetStream.Connection.ConnectionDisconnected -= CloseAsync;
            jetStream.Connection.ConnectionOpened -= CloseAsync;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="broken">Taken before the look: what was read over an earlier connection says nothing.</param>
    private async Task LookAsync(Task broken, CancellationToken token)
    {
        if (await CreatedAsync(token) is { } bucket)
        {
            var read = await ready.ReadAsync(Key, token);
            if (read.Entry is { } entry && entry.Value.KeysCreated == bucket)
            {
                Open(broken, entry.Value);
                await broken.WaitAsync(token);
                return;
            }

            if (read.Result != ReadResult.Unanswered && IsOldEnough(bucket))
            {
                await WriteAsync(bucket, read.Entry?.Revision, token);
                return;
            }
        }

        using var rest = CancellationTokenSource.CreateLinkedTokenSource(token);
        await Task.WhenAny(broken, Task.Delay(LookEvery < timings.RetryEvery ? LookEvery : timings.RetryEvery, clock, rest.Token));
        await rest.CancelAsync();
        token.ThrowIfCancellationRequested();
    }

    /// <summary>Only of the first bucket can whoever started this program have known that nothing of an earlier one runs.</summary>
    private bool IsOldEnough(DateTimeOffset bucket)
    {
        if (_young is not { } young || young.Bucket != bucket)
        {
            young = (bucket, clock.GetTimestamp(), AtOnce: options.FreshStore && _young is null);
            _young = young;
            if (!young.AtOnce)
            {
                log.GateWaits(timings.Ttl);
            }
        }

        return young.AtOnce || clock.GetElapsedTime(young.Since) >= timings.Ttl;
    }

    private async ValueTask<DateTimeOffset?> CreatedAsync(CancellationToken token)
    {
        try
        {
            return (await jetStream.Context.GetStreamAsync("KV_" + keys.Spec.Name, cancellationToken: token)).Info.Created;
        }
        catch (Exception exception) when (exception is NatsException || (exception is OperationCanceledException && !token.IsCancellationRequested))
        {
            log.BucketNotSeen(exception);
            return null;
        }
    }

    private void Open(Task broken, ReadyRecord bucket)
    {
        lock (_lock)
        {
            if (!broken.IsCompleted)
            {
                Volatile.Write(ref _openFor, bucket);
                _opened.TrySetResult();
                log.GateOpen();
            }
        }
    }

    private ValueTask CloseAsync(object? sender, NatsEventArgs args)
    {
        lock (_lock)
        {
            if (_opened.Task.IsCompleted)
            {
                Volatile.Write(ref _opened, NewSignal());
            }

            var broken = _broken;
            Volatile.Write(ref _broken, NewSignal());
            broken.TrySetResult();
        }

        return ValueTask.CompletedTask;
    }

    private async Task WriteAsync(DateTimeOffset bucket, ulong? known, CancellationToken token)
    {
        // A conflict means that another controller was quicker; the next read shows what it wrote.
        var record = new ReadyRecord(bucket);
        _ = known is { } revision
            ? await ready.UpdateAsync(Key, record, revision, entropy.Letters(14), token)
            : await ready.CreateAsync(Key, record, entropy.Letters(14), token);
    }
}
