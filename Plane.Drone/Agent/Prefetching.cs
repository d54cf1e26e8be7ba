using System.Collections.Immutable;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Drone.Backends;
using Plane.Drone.Runtime;
using Plane.State.Buckets;
using Plane.State.Intents;

namespace Plane.Drone.Agent;

/// <summary>
/// Has the images of the cluster's list here before anybody asks for them: at the start and at each change of the list, two at a time; what fails is
/// tried again, ever more slowly. How it goes is told with the heartbeats.
/// </summary>
internal sealed class Prefetching(AgentOptions options, IRuntime runtime, LiveView<PrefetchIntent> lists, TimeProvider clock, ILogger<Prefetching> log)
{
    private const int AtOnce = 2;

    /// <summary>A heartbeat carries all of them.</summary>
    private const int MaxError = 300;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SlowestRetry = TimeSpan.FromMinutes(10);
    private readonly string _key = PrefetchStore.KeyOf(options.Cluster);
    private readonly Lock _gate = new();
    private ImmutableArray<PrefetchState> _states = [];
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>In the order of the list.</summary>
    public ImmutableArray<PrefetchState> States
    {
        get
        {
            lock (_gate)
            {
                return _states;
            }
        }
    }

    /// <summary>What must not be pruned.</summary>
    public IReadOnlySet<string> Wanted => States.Select(static state => state.Image).ToHashSet();

    /// <summary>Completes when <see cref="States"/> changes next; taken before a look at it.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    public async Task RunAsync(CancellationToken token)
    {
        ulong? revision = null;
        TaskGroup? round = null;
        try
        {
            await foreach (var snapshot in lists.FollowAsync(token))
            {
                var list = snapshot.Find(_key);
                if (list?.Revision == revision)
                {
                    continue;
                }

                revision = list?.Revision;
                await EndAsync(round);
                var images = list?.Value.Images ?? [];
                Begin(images);
                round = new TaskGroup(token);
                round.Add(FetchAllAsync(images, round.Token));
            }
        }
        finally
        {
            await EndAsync(round);
        }
    }

    private static async Task EndAsync(TaskGroup? round)
    {
        if (round is not null)
        {
            await round.EndAsync();
            round.Dispose();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task FetchAllAsync(ImmutableArray<PrefetchImage> images, CancellationToken token)
    {
        var due = images.AsEnumerable();
        for (var wait = FirstRetry; ; wait = wait * 2 < SlowestRetry ? wait * 2 : SlowestRetry)
        {
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = token }, (image, t) => new ValueTask(FetchAsync(image, t)));
            var failed = States.Where(static state => state.Phase == PrefetchPhase.Failed).Select(static state => state.Image).ToHashSet();
            due = [.. images.Where(image => failed.Contains(image.Image))];
            if (failed.Count == 0)
            {
                return;
            }

            await Task.Delay(wait, clock, token);
        }
    }

    private async Task FetchAsync(PrefetchImage image, CancellationToken token)
    {
        Tell(new PrefetchState(image.Image, PrefetchPhase.Pulling, null));
        try
        {
            await runtime.PrepareAsync(new BackendSpec { Image = image.Image, PullPolicy = image.PullPolicy }, new DirectProgress<PullProgress>(static _ => { }), token);
            Tell(new PrefetchState(image.Image, PrefetchPhase.Present, null));
            log.Prefetched(image.Image);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Tell(new PrefetchState(image.Image, PrefetchPhase.Failed, exception.Message.Length > MaxError ? exception.Message[..MaxError] : exception.Message));
            log.NotPrefetched(exception, image.Image);
        }
    }

    private void Begin(ImmutableArray<PrefetchImage> images)
    {
        lock (_gate)
        {
            _states = [.. images.Select(static image => new PrefetchState(image.Image, PrefetchPhase.Waiting, null))];
        }

        Raise();
    }

    private void Tell(PrefetchState now)
    {
        lock (_gate)
        {
            _states = [.. _states.Select(state => state.Image == now.Image ? now : state)];
        }

        Raise();
    }

    private void Raise() => Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
}
