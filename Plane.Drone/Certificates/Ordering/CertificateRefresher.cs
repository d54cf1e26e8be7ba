using Certes;
using NATS.Client.Core;
using Plane.Contracts.Records;
using Plane.Domain.Certificates;
using Plane.Domain.Identity;
using Plane.State.Acme;
using Plane.State.Buckets;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>The role <c>certificates</c>: has a certificate for the cluster ordered before the one there is runs out. One drone orders at a time.</summary>
internal sealed class CertificateRefresher(
    ClusterName cluster, DroneId drone, CertificateOptions options, Authority authority, CertificateOrder order, CertificateCopies copies, OrderStanding standing, AcmeLeases leases,
    StoreSetup setup, OrderTelemetry telemetry, Entropy entropy, Random random, TimeProvider clock, ILogger<CertificateRefresher> log) : BackgroundService
{
    private const string RateLimited = "urn:ietf:params:acme:error:rateLimited";

    /// <summary>How long one waits for another drone's order before it looks again.</summary>
    private static readonly TimeSpan TurnWait = TimeSpan.FromSeconds(5);

    /// <summary>Wall clocks are set, machines sleep: nothing is waited for longer without a look.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    /// <summary>However wrong the reckoning, authorities and disks are not run against.</summary>
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromSeconds(1);

    private readonly double _draw = random.NextDouble();
    private readonly long _life = clock.GetUtcNow().ToUnixTimeMilliseconds();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await setup.Done.WaitAsync(stoppingToken);
        await standing.RecallAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var rest = await RoundAsync(stoppingToken);
            rest = rest > LongestSleep ? LongestSleep : rest < ShortestSleep ? ShortestSleep : rest;
            await Task.Delay(rest, clock, stoppingToken);
        }
    }

    /// <returns>How long to wait for the next.</returns>
    private async Task<TimeSpan> RoundAsync(CancellationToken token)
    {
        try
        {
            return await LookAsync(token);
        }
        catch (Exception exception) when (!token.IsCancellationRequested)
        {
            return await FailedAsync(exception, token);
        }
    }

    private async Task<TimeSpan> LookAsync(CancellationToken token)
    {
        if (await IsGoodAsync(token) is { } rest)
        {
            return rest;
        }

        await using var right = await OrderRight.TryTakeAsync(leases, new AcmeLeaseRecord(cluster, drone.Value, _life), entropy, clock, token);
        if (right is null)
        {
            log.Waits(cluster);
            return TurnWait;
        }

        // Whoever had the right before may have ordered for all.
        return await IsGoodAsync(token) ?? await IsOverBudgetAsync(token) ?? await OrderAsync(right, token);
    }

    /// <returns>How long what there is will do; null where an order is due.</returns>
    private async Task<TimeSpan?> IsGoodAsync(CancellationToken token)
    {
        if (await copies.TakeOverAsync(token) is { } taken)
        {
            log.TakenOver(cluster, taken.NotAfter);
        }

        if (copies.Own() is not { } own || !own.Covers(cluster.Host))
        {
            return null;
        }

        var (now, due) = (clock.GetUtcNow(), DueAt(own));
        if (due <= now)
        {
            return null;
        }

        await standing.WellAsync(own.NotAfter, due, isNew: false, token);
        return due - now;
    }

    /// <returns>How long the authority's weekly limit forbids an order; null where it does not.</returns>
    private async Task<TimeSpan?> IsOverBudgetAsync(CancellationToken token)
    {
        var (issued, now) = (standing.Issued(), clock.GetUtcNow());
        var next = DuplicateBudget.NextAt(issued, options.DuplicatesPerWeek, now);
        if (next > now)
        {
            log.BudgetSpent(cluster, issued.Count, next);
            await standing.TroubledAsync($"{issued.Count} certificates were issued for {cluster} in 7 days; the next is ordered at {next:u}.", next, isFailure: false, token);
            return next - now;
        }

        if (options.DuplicatesPerWeek > 1 && issued.Count == options.DuplicatesPerWeek - 1)
        {
            log.BudgetNearlySpent(cluster, issued.Count, options.DuplicatesPerWeek);
        }

        return null;
    }

    private async Task<TimeSpan> OrderAsync(OrderRight right, CancellationToken token)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, right.Lost);
        log.Orders(cluster);
        var pem = await order.RunAsync(either.Token);
        var issued = copies.Parse(pem);
        await copies.KeepAsync(pem, token);
        var due = DueAt(issued);
        telemetry.Issued();
        log.Issued(cluster, issued.NotAfter, due);
        await standing.WellAsync(issued.NotAfter, due, isNew: true, token);
        return due - clock.GetUtcNow();
    }

    private async Task<TimeSpan> FailedAsync(Exception exception, CancellationToken token)
    {
        var isLimited = exception is AcmeRequestException { Error.Type: RateLimited };
        var wait = OrderRetryPolicy.After(standing.Failures + 1, authority.Asked, isLimited, random.NextDouble());
        telemetry.Failed();
        log.Failed(cluster, standing.Failures + 1, wait, Explain(exception));
        log.Detail(exception, cluster);
        try
        {
            await standing.TroubledAsync(Explain(exception), clock.GetUtcNow() + wait, isFailure: true, token);
        }
        catch (NatsException unheard)
        {
            // Health and the log say it too.
            log.Detail(unheard, cluster);
        }

        return wait;
    }

    private DateTimeOffset DueAt(LoadedCertificate certificate) => RenewalPolicy.DueAt(certificate.NotBefore, certificate.NotAfter, options.MaxAge, _draw);

    private static string Explain(Exception exception) => exception switch
    {
        AcmeRequestException { Error: { } error } => $"the authority refused: {error.Type}: {error.Detail}{string.Concat((error.Subproblems ?? []).Select(static sub => $"; {sub.Identifier?.Value}: {sub.Detail}"))}",
        HttpRequestException or TaskCanceledException => $"the authority cannot be reached: {exception.Message}",
        OperationCanceledException => "the right to order was lost",
        _ => exception.Message,
    };
}
