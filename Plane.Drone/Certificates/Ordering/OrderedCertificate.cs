using Certes;
using NATS.Client.Core;
using Plane.Contracts.Records;
using Plane.Domain.Certificates;
using Plane.Domain.Identity;
using Plane.State.Acme;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>One certificate that is ordered before the one there is runs out. One drone of a cluster orders at a time.</summary>
internal sealed class OrderedCertificate(
    CertificateSubject subject, DroneId drone, CertificateOptions options, Authority authority, CertificateOrder order, CertificateCopies copies, OrderStanding standing, AcmeLeases leases,
    OrderTelemetry telemetry, Entropy entropy, Random random, TimeProvider clock, ILogger<OrderedCertificate> log)
{
    private const string RateLimited = "urn:ietf:params:acme:error:rateLimited";

    /// <summary>How long one waits for another drone's order before it looks again.</summary>
    private static readonly TimeSpan TurnWait = TimeSpan.FromSeconds(5);

    private readonly double _draw = random.NextDouble();
    private readonly long _life = clock.GetUtcNow().ToUnixTimeMilliseconds();

    public CertificateSubject Subject => subject;

    /// <summary>Why there is trouble; null where there is none.</summary>
    public string? Fault => standing.Fault;

    /// <summary>Takes up what an earlier life told.</summary>
    public Task RecallAsync(CancellationToken token) => standing.RecallAsync(token);

    /// <summary>Orders where an order is due.</summary>
    /// <returns>How long to wait for the next.</returns>
    public async Task<TimeSpan> RoundAsync(CancellationToken token)
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

        if (IsTooEarly)
        {
            log.WaitsForCluster(subject);
            return TurnWait;
        }

        await using var right = await OrderRight.TryTakeAsync(leases, new AcmeLeaseRecord(subject.Cluster, drone.Value, _life), entropy, clock, token);
        if (right is null)
        {
            log.Waits(subject);
            return TurnWait;
        }

        // Whoever had the right before may have ordered for all, or failed for all.
        return await IsGoodAsync(token) ?? await IsOthersFaultAsync(token) ?? await IsOverBudgetAsync(token) ?? await OrderAsync(right, token);
    }

    /// <returns>How long another drone's failure to prove the domain counts for all; null where it does not.</returns>
    private async Task<TimeSpan?> IsOthersFaultAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        if (subject.Domain is null || standing.OthersRetryAt is not { } until || until <= now)
        {
            return null;
        }

        await standing.TroubledAsync($"Another drone could not get a certificate for {subject}; it is tried again at {until:u}.", until, isFailure: false, token);
        return until - now;
    }

    /// <returns>How long what there is will do; null where an order is due.</returns>
    private async Task<TimeSpan?> IsGoodAsync(CancellationToken token)
    {
        if (await copies.TakeOverAsync(token) is { } taken)
        {
            log.TakenOver(subject, taken.NotAfter);
        }

        if (copies.Own() is not { } own || !own.Covers(subject.Host))
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
            log.BudgetSpent(subject, issued.Count, next);
            await standing.TroubledAsync($"{issued.Count} certificates were issued for {subject} in 7 days; the next is ordered at {next:u}.", next, isFailure: false, token);
            return next - now;
        }

        if (options.DuplicatesPerWeek > 1 && issued.Count == options.DuplicatesPerWeek - 1)
        {
            log.BudgetNearlySpent(subject, issued.Count, options.DuplicatesPerWeek);
        }

        return null;
    }

    private async Task<TimeSpan> OrderAsync(OrderRight right, CancellationToken token)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, right.Lost);
        log.Orders(subject);
        var pem = await order.RunAsync(either.Token);
        var issued = copies.Parse(pem);
        await copies.KeepAsync(pem, token);
        var due = DueAt(issued);
        telemetry.Issued();
        log.Issued(subject, issued.NotAfter, due);
        await standing.WellAsync(issued.NotAfter, due, isNew: true, token);
        return due - clock.GetUtcNow();
    }

    private async Task<TimeSpan> FailedAsync(Exception exception, CancellationToken token)
    {
        var isLimited = exception is AcmeRequestException { Error.Type: RateLimited };
        var failures = subject.Domain is null ? standing.Failures : standing.FailuresOfAll;
        var wait = OrderRetryPolicy.After(failures + 1, authority.Asked, isLimited, random.NextDouble());
        telemetry.Failed();
        log.Failed(subject, standing.Failures + 1, wait, Explain(exception));
        log.Detail(exception, subject);
        try
        {
            await standing.TroubledAsync(Explain(exception), clock.GetUtcNow() + wait, isFailure: true, token);
        }
        catch (NatsException unheard)
        {
            // Health and the log say it too.
            log.Detail(unheard, subject);
        }

        return wait;
    }

    /// <summary>A domain's authority looks at the proxies' ports, which open with the cluster's certificate.</summary>
    private bool IsTooEarly => subject.Domain is not null && options.OrderCluster && options.Files.Count == 0 && !copies.IsClusterThere;

    private DateTimeOffset DueAt(LoadedCertificate certificate) => RenewalPolicy.DueAt(certificate.NotBefore, certificate.NotAfter, options.MaxAge, _draw);

    private static string Explain(Exception exception) => exception switch
    {
        AcmeRequestException { Error: { } error } => $"the authority refused: {error.Type}: {error.Detail}{string.Concat((error.Subproblems ?? []).Select(static sub => $"; {sub.Identifier?.Value}: {sub.Detail}"))}",
        HttpRequestException or TaskCanceledException => $"the authority cannot be reached: {exception.Message}",
        OperationCanceledException => "the right to order was lost",
        _ => exception.Message,
    };
}
