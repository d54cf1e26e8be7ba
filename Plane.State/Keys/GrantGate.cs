using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Buckets;

namespace Plane.State.Keys;

/// <summary>
/// Keys may be granted only from a bucket that has existed for one TTL: after a wipe, backends that still run get that long to write their
/// entries again. The entry <c>ready</c> of the fences' bucket names the bucket of keys for which that time is over.
/// </summary>
public sealed class GrantGate(StoreSetup setup, Bucket<ReadyRecord> ready, GrantOptions options, LeaseTimings timings, Entropy entropy, TimeProvider clock, ILogger<GrantGate> log)
    : BackgroundService
{
    private const string Key = "ready";
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsOpen => _opened.Task.IsCompletedSuccessfully;

    /// <summary>Completes when keys may be granted.</summary>
    public Task Opened => _opened.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await setup.Done.WaitAsync(stoppingToken);
        var waited = options.FreshStore;
        while (!stoppingToken.IsCancellationRequested)
        {
            var read = await ready.ReadAsync(Key, stoppingToken);
            if (read.Entry?.Value.KeysCreated == setup.KeysCreated)
            {
                _opened.TrySetResult();
                log.GateOpen();
                return;
            }

            if (read.Result == ReadResult.Unanswered)
            {
                await Task.Delay(RetryAfter, clock, stoppingToken);
                continue;
            }

            if (!waited)
            {
                log.GateWaits(timings.Ttl);
                await Task.Delay(timings.Ttl, clock, stoppingToken);
                waited = true;
            }

            await WriteAsync(read.Entry?.Revision, stoppingToken);
        }
    }

    private async Task WriteAsync(ulong? known, CancellationToken token)
    {
        // A conflict means that another controller was quicker; the next read shows what it wrote.
        var record = new ReadyRecord(setup.KeysCreated);
        _ = known is { } revision
            ? await ready.UpdateAsync(Key, record, revision, entropy.Letters(14), token)
            : await ready.CreateAsync(Key, record, entropy.Letters(14), token);
    }
}
