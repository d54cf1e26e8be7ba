using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using NATS.Client.KeyValueStore;
using Plane.Contracts.Nats;
using Plane.State.Connection;

namespace Plane.State.Buckets;

/// <summary>
/// Makes sure that every bucket and stream is there with the right limits, at the start and after each reconnect, behind which the store may
/// have been wiped. Whichever program comes first creates them.
/// </summary>
public sealed class StoreSetup(PlaneBuckets buckets, JetStream jetStream, TimeProvider clock, ILogger<StoreSetup> log) : BackgroundService
{
    private const int WantedReplicas = 3;
    private const int BucketExists = 10058;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LogAge = TimeSpan.FromDays(1);
    private readonly TaskCompletionSource _done = NewSignal();
    private TaskCompletionSource _reconnected = NewSignal();

    /// <summary>Completes once all of them exist for the first time.</summary>
    public Task Done => _done.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        jetStream.Connection.ConnectionOpened += LookAgainAsync;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var reconnected = Volatile.Read(ref _reconnected).Task;
                await UntilSetUpAsync(stoppingToken);
                await reconnected.WaitAsync(stoppingToken);
            }
        }
        finally
        {
            jetStream.Connection.ConnectionOpened -= LookAgainAsync;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ValueTask LookAgainAsync(object? sender, NatsEventArgs args)
    {
        Interlocked.Exchange(ref _reconnected, NewSignal()).TrySetResult();
        return ValueTask.CompletedTask;
    }

    private async Task UntilSetUpAsync(CancellationToken token)
    {
        for (var done = false; !done;)
        {
            try
            {
                await SetUpAsync(token);
                done = true;
                if (_done.TrySetResult())
                {
                    log.StoreReady();
                }
            }
            catch (Exception exception) when (exception is NatsException || (exception is OperationCanceledException && !token.IsCancellationRequested))
            {
                log.StoreNotReady(exception, RetryAfter);
                await Task.Delay(RetryAfter, clock, token);
            }
        }
    }

    private async Task SetUpAsync(CancellationToken token)
    {
        await BucketAsync(buckets.Drones, token);
        await BucketAsync(buckets.Backends, token);
        await BucketAsync(buckets.Keys, token);
        await BucketAsync(buckets.Fences, token);
        await BucketAsync(buckets.Tokens, token);
        await BucketAsync(buckets.TerminateIntents, token);
        await BucketAsync(buckets.Secrets, token);
        await BucketAsync(buckets.AcmeTexts, token);
        await BucketAsync(buckets.Certificates, token);
        await StreamAsync(new StreamConfig(PlaneBuckets.LogStream, ["backend.*.log"]) { MaxMsgsPerSubject = PlaneBuckets.LogLinesKept, MaxAge = LogAge, MaxMsgs = -1, MaxBytes = -1, MaxConsumers = -1, MaxMsgSize = -1 }, token);
        await StreamAsync(new StreamConfig(PlaneBuckets.StatusStream, [Subjects.AnyStatus]) { MaxMsgsPerSubject = -1, MaxAge = PlaneBuckets.StatesKept, MaxMsgs = -1, MaxBytes = -1, MaxConsumers = -1, MaxMsgSize = -1 }, token);
    }

    private async Task BucketAsync<T>(BucketSpec<T> spec, CancellationToken token)
    {
        if (await FindAsync("KV_" + spec.Name, token) is null)
        {
            await WithReplicasAsync(async replicas => await jetStream.KeyValue.CreateStoreAsync(
                new NatsKVConfig(spec.Name) { MaxAge = spec.MaxAge, History = spec.History, NumberOfReplicas = replicas }, token));
        }

        Check(spec, await FindAsync("KV_" + spec.Name, token));
    }

    private async Task StreamAsync(StreamConfig config, CancellationToken token)
    {
        if (await FindAsync(config.Name!, token) is null)
        {
            await WithReplicasAsync(async replicas => await jetStream.Context.CreateStreamAsync(config with { NumReplicas = replicas }, token));
        }
    }

    /// <summary>A key that expires sooner than a drone counts on would be granted twice: rather no service than that.</summary>
    private static void Check<T>(BucketSpec<T> spec, StreamConfig? found)
    {
        if (found is not null && found.MaxAge != spec.MaxAge)
        {
            throw new InvalidOperationException(
                $"Entries of bucket {spec.Name} live {found.MaxAge}, but this program counts on {spec.MaxAge}. Every program must have the same Plane:Leases:Scale as the one that made the bucket.");
        }
    }

    private async Task<StreamConfig?> FindAsync(string stream, CancellationToken token)
    {
        try
        {
            return (await jetStream.Context.GetStreamAsync(stream, cancellationToken: token)).Info.Config;
        }
        catch (NatsJSApiException exception) when (exception.Error.Code == 404)
        {
            return null;
        }
    }

    /// <summary>Creates it unless somebody else was quicker.</summary>
    private async Task WithReplicasAsync(Func<int, Task> create)
    {
        var replicas = jetStream.Connection.ServerInfo?.Cluster is null ? 1 : WantedReplicas;
        while (true)
        {
            try
            {
                await create(replicas);
                return;
            }
            catch (NatsJSApiException exception) when (exception.Error.ErrCode == BucketExists)
            {
                return;
            }
            catch (NatsJSApiException exception) when (replicas > 1 && exception.Error.Code is 400 or 500 or 503)
            {
                log.FewerReplicas(replicas, exception.Error.Description);
                replicas--;
            }
        }
    }
}
