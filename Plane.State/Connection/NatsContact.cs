using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Plane.Domain.Keys;

namespace Plane.State.Connection;

/// <summary>Knows since when NATS has not answered. Connects are refused after <see cref="LeaseTimings.ContactLoss"/>; proxying and DNS go on.</summary>
public sealed class NatsContact(INatsConnection connection, LeaseTimings timings, TimeProvider clock, ILogger<NatsContact> log) : BackgroundService
{
    private long _lastWord = clock.GetTimestamp();

    /// <summary>Time since NATS last answered.</summary>
    public TimeSpan Silence => clock.GetElapsedTime(Interlocked.Read(ref _lastWord));

    public bool IsLost => Silence > timings.ContactLoss;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var every = timings.ContactLoss / 5;
        var wasLost = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            await AskAsync(timings.ContactLoss, stoppingToken);
            if (wasLost != IsLost)
            {
                wasLost = IsLost;
                Tell(wasLost);
            }

            await Task.Delay(every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Tell(bool lost)
    {
        if (lost)
        {
            log.ContactLost(Silence);
        }
        else
        {
            log.ContactBack();
        }
    }

    private async Task AskAsync(TimeSpan limit, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(limit);
        try
        {
            await connection.PingAsync(deadline.Token);
            Interlocked.Exchange(ref _lastWord, clock.GetTimestamp());
        }
        catch (Exception exception) when (exception is NatsException or OperationCanceledException)
        {
            log.NoAnswer(exception);
        }
    }
}
