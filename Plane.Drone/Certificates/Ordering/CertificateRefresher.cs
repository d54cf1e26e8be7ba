using Plane.State.Buckets;
using Plane.State.Time;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>The role <c>certificates</c>: looks after each certificate when it is due, one at a time, as an authority likes it.</summary>
internal sealed class CertificateRefresher(OrderedCertificates ordered, StoreSetup setup, IHostApplicationLifetime lifetime, TimeProvider clock) : BackgroundService
{
    /// <summary>Wall clocks are set, machines sleep: nothing is waited for longer without a look.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    /// <summary>However wrong the reckoning, authorities and disks are not run against.</summary>
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromSeconds(1);

    private readonly TimeSpan[] _due = new TimeSpan[ordered.All.Length];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await setup.Done.WaitAsync(stoppingToken);

        // An authority that looks at this proxy must find its ports open.
        await StartedAsync(stoppingToken);
        foreach (var one in ordered.All)
        {
            await one.RecallAsync(stoppingToken);
        }

        while (ordered.All.Length > 0)
        {
            await RoundAsync(stoppingToken);
            var rest = _due.Min() - clock.Elapsed();
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, clock, stoppingToken);
        }
    }

    private async Task RoundAsync(CancellationToken token)
    {
        for (var i = 0; i < _due.Length; i++)
        {
            if (_due[i] <= clock.Elapsed())
            {
                var rest = await ordered.All[i].RoundAsync(token);
                _due[i] = clock.Elapsed() + (rest > LongestSleep ? LongestSleep : rest < ShortestSleep ? ShortestSleep : rest);
            }
        }
    }

    private async Task StartedAsync(CancellationToken token)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(token);
    }
}
