using NATS.Client.Core;
using Plane.Contracts.Nats;
using Plane.State.Buckets;
using Plane.State.Connection;

namespace Plane.Controller.Api.Nats;

/// <summary>Hears <c>cluster.*.schedule</c> in the controllers' queue group, so that one of them answers. Works on a bounded number at once; more wait in the subscription.</summary>
internal sealed class ScheduleListener(JetStream jetStream, StoreSetup setup, ScheduleAnswers answers, ControllerOptions options, TimeProvider clock, ILogger<ScheduleListener> log)
    : BackgroundService
{
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _slots = new(options.MaxScheduleRequests);

    public override void Dispose()
    {
        _slots.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await setup.Done.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (NatsException exception)
            {
                log.ListeningBroke(exception);
                await Task.Delay(RestartAfter, clock, stoppingToken);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // Every slot that can be had is one request that is over; the host's own limit ends the waiting.
        for (var i = 0; i < options.MaxScheduleRequests; i++)
        {
            await _slots.WaitAsync(cancellationToken);
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        var messages = jetStream.Connection.SubscribeAsync(Subjects.AnySchedule, Subjects.ControllersGroup, NatsRawSerializer<byte[]>.Default, cancellationToken: stopping);
        await foreach (var message in messages)
        {
            if (message.ReplyTo is null)
            {
                log.NobodyToAnswer(message.Subject);
                continue;
            }

            await _slots.WaitAsync(stopping);
            _ = HandleAsync(message, stopping);
        }
    }

    /// <summary>Never faults: it is the rim of one request.</summary>
    private async Task HandleAsync(NatsMsg<byte[]> message, CancellationToken stopping)
    {
        try
        {
            using var span = ControllerTraces.Source.StartActivity("schedule", System.Diagnostics.ActivityKind.Server, ControllerTraces.ParentOf(message.Headers));
            await message.ReplyAsync(await answers.AnswerAsync(message.Subject, message.Data, stopping), serializer: NatsRawSerializer<byte[]>.Default, cancellationToken: stopping);
        }
        catch (Exception exception)
        {
            log.NotAnswered(exception, message.Subject);
        }
        finally
        {
            _slots.Release();
        }
    }
}
