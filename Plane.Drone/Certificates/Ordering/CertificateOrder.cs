using System.Globalization;
using Certes;
using Certes.Acme;
using Certes.Acme.Resource;
using Plane.Domain.Identity;
using Plane.State.Acme;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>One order for <c>{cluster}</c> and <c>*.{cluster}</c>, from the account to the chain (RFC 8555 §7.1).</summary>
internal sealed class CertificateOrder(ClusterName cluster, CertificateOptions options, Authority authority, AcmeTexts texts, ChallengeSight sight, TimeProvider clock)
{
    private static readonly TimeSpan DecisionLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StoreLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <returns>PEM: the key, the certificate, its issuers.</returns>
    /// <exception cref="CertificateFault">The authority was not convinced, or it took too long.</exception>
    /// <exception cref="AcmeException">It refused.</exception>
    public async Task<string> RunAsync(CancellationToken token)
    {
        string[] names = [cluster.Host, "*." + cluster.Host];
        var context = await authority.EnterAsync().WaitAsync(token);
        var order = await context.NewOrder(names).WaitAsync(token);
        var open = await OpenChallengesAsync(order, token);
        try
        {
            await ProveAsync(context, open, token);
            return await CollectAsync(order, names, token);
        }
        finally
        {
            foreach (var (_, challenge) in open)
            {
                // What cannot be taken away now goes by itself in ten minutes.
                await texts.RemoveAsync(cluster, context.AccountKey.DnsTxt(challenge.Token), CancellationToken.None);
            }
        }
    }

    private static async Task<List<(IAuthorizationContext Authorization, IChallengeContext Challenge)>> OpenChallengesAsync(IOrderContext order, CancellationToken token)
    {
        var open = new List<(IAuthorizationContext, IChallengeContext)>();
        foreach (var authorization in await order.Authorizations().WaitAsync(token))
        {
            // One that is valid from an earlier order needs no new proof.
            if ((await authorization.Resource().WaitAsync(token)).Status == AuthorizationStatus.Pending)
            {
                open.Add((authorization, await authorization.Dns().WaitAsync(token) ?? throw new CertificateFault("The authority offers no dns-01 challenge.")));
            }
        }

        return open;
    }

    /// <summary>All values are there before the first is asked for: name and wildcard have the same record.</summary>
    private async Task ProveAsync(IAcmeContext context, List<(IAuthorizationContext Authorization, IChallengeContext Challenge)> open, CancellationToken token)
    {
        string[] values = [.. open.Select(pair => context.AccountKey.DnsTxt(pair.Challenge.Token))];
        foreach (var value in values)
        {
            await PutAsync(value, token);
        }

        if (values.Length > 0)
        {
            await sight.UntilSeenAsync(options.ChallengeName ?? "_acme-challenge." + cluster.Host, values, token);
        }

        foreach (var (_, challenge) in open)
        {
            await challenge.Validate().WaitAsync(token);
        }

        foreach (var (authorization, _) in open)
        {
            var decided = await UntilAsync(authorization.Resource, static found => found.Status != AuthorizationStatus.Pending, "the authority's decision", token);
            if (decided.Status != AuthorizationStatus.Valid)
            {
                throw new CertificateFault($"The authority was not convinced that {decided.Identifier.Value} is ours: {Why(decided)}");
            }
        }
    }

    private static string Why(Authorization decided) =>
        decided.Challenges.Select(static challenge => challenge.Error).FirstOrDefault(static error => error is not null) is { } error ? $"{error.Type}: {error.Detail}" : $"the authorization is {decided.Status}";

    private async Task<string> CollectAsync(IOrderContext order, string[] names, CancellationToken token)
    {
        await UntilAsync(order.Resource, static found => found.Status != OrderStatus.Pending, "the order to be ready", token);
        var (key, csr) = NewKeyPair.For(options.KeyType, names);
        await order.Finalize(csr).WaitAsync(token);
        var done = await UntilAsync(order.Resource, static found => found.Status is OrderStatus.Valid or OrderStatus.Invalid, "the certificate", token);
        if (done.Status != OrderStatus.Valid)
        {
            throw new CertificateFault($"The order became invalid: {done.Error}");
        }

        var chain = await order.Download(options.PreferredChain).WaitAsync(token);
        string[] blocks = [key, chain.Certificate.ToPem(), .. chain.Issuers.Select(static issuer => issuer.ToPem())];
        return string.Join('\n', blocks.Select(static block => block.TrimEnd())) + "\n";
    }

    /// <summary>The store may be away for a while in the middle of an order.</summary>
    private async Task PutAsync(string value, CancellationToken token)
    {
        var began = clock.GetTimestamp();
        for (var pause = FirstPause; !(await texts.PutAsync(cluster, value, token)).IsStored; pause = Longer(pause))
        {
            if (clock.GetElapsedTime(began) > StoreLimit)
            {
                throw new CertificateFault(string.Create(CultureInfo.InvariantCulture, $"NATS did not take the challenge for {StoreLimit.TotalSeconds} s."));
            }

            await Task.Delay(pause, clock, token);
        }
    }

    private async Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> wanted, string what, CancellationToken token)
    {
        var began = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            var found = await look().WaitAsync(token);
            if (wanted(found))
            {
                return found;
            }

            if (clock.GetElapsedTime(began) > DecisionLimit)
            {
                throw new CertificateFault(string.Create(CultureInfo.InvariantCulture, $"Waited {DecisionLimit.TotalMinutes} minutes for {what}."));
            }

            var asked = authority.Asked is { } time && time > pause ? time : pause;
            await Task.Delay(asked < DecisionLimit ? asked : DecisionLimit, clock, token);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
