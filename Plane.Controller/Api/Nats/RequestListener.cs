using System.Collections.Immutable;
using NATS.Client.Core;
using Plane.Contracts.Nats;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.Controller.Api.Nats;

/// <summary>
/// Hears the NATS API's requests in the controllers' queue group, so that one of them answers each. Of each kind a bounded number is worked on at once; more
/// wait in the subscription, and none for another kind.
/// </summary>
internal sealed class RequestListener(JetStream jetStream, StoreSetup setup, IEnumerable<IRequestAnswers> kinds, ControllerOptions options, TimeProvider clock, ILogger<RequestListener> log)
    : BackgroundService
{
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(1);
    private readonly ImmutableArray<Counter> _counters = [.. kinds.Select(kind => new Counter(kind, new SemaphoreSlim(options.MaxScheduleRequests)))];

    public override void Dispose()
    {
        foreach (var counter in _counters)
        {
            counter.Slots.Dispose();
        }

        base.Dispose();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // Every slot that can be had is one request that is over; the host's own limit ends the waiting.
        foreach (var counter in _counters)
        {
            for (var i = 0; i < options.MaxScheduleRequests; i++)
            {
                await counter.Slots.WaitAsync(cancellationToken);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await setup.Done.WaitAsync(stoppingToken);
        await Task.WhenAll(_counters.SelectMany(counter => counter.Answers.Heard.Select(subject => HearAsync(subject, counter, stoppingToken))));
    }

    private async Task HearAsync(string subject, Counter counter, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(subject, counter, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (NatsException exception)
            {
                log.ListeningBroke(exception, subject);
                await Task.Delay(RestartAfter, clock, stopping);
            }
        }
    }

    private async Task ListenAsync(string subject, Counter counter, CancellationToken stopping)
    {
        var messages = jetStream.Connection.SubscribeAsync(subject, Subjects.ControllersGroup, NatsRawSerializer<byte[]>.Default, cancellationToken: stopping);
        await foreach (var message in messages)
        {
            if (message.ReplyTo is null)
            {
                log.NobodyToAnswer(message.Subject);
                continue;
            }

            await counter.Slots.WaitAsync(stopping);
            _ = HandleAsync(message, counter, stopping);
        }
    }

    /// <summary>Never faults: it is the rim of one request.</summary>
    private async Task HandleAsync(NatsMsg<byte[]> message, Counter counter, CancellationToken stopping)
    {
        try
        {
            using var span = ControllerTraces.Source.StartActivity(message.Subject.Split('.')[^1], System.Diagnostics.ActivityKind.Server, ControllerTraces.ParentOf(message.Headers));
            await message.ReplyAsync(await counter.Answers.AnswerAsync(message.Subject, message.Data, stopping), serializer: NatsRawSerializer<byte[]>.Default, cancellationToken: stopping);
        }
        catch (Exception exception)
        {
            log.NotAnswered(exception, message.Subject);
        }
        finally
        {
            counter.Slots.Release();
        }
    }

    /// <summary>Where one kind of request is served.</summary>
    private sealed record Counter(IRequestAnswers Answers, SemaphoreSlim Slots);
}
