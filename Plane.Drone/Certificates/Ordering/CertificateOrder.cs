using System.Globalization;
using Certes;
using Certes.Acme;
using Certes.Acme.Resource;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>One order, from the account to the chain (RFC 8555 §7.1).</summary>
internal sealed class CertificateOrder(CertificateSubject subject, IChallengeProof proof, CertificateOptions options, Authority authority, TimeProvider clock)
{
    private static readonly TimeSpan DecisionLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <returns>PEM: the key, the certificate, its issuers.</returns>
    /// <exception cref="CertificateFault">The authority was not convinced, or it took too long.</exception>
    /// <exception cref="AcmeException">It refused.</exception>
    public async Task<string> RunAsync(CancellationToken token)
    {
        var names = subject.Names;
        var context = await authority.EnterAsync().WaitAsync(token);
        var order = await context.NewOrder(names).WaitAsync(token);
        var open = await OpenChallengesAsync(order, token);
        IChallengeContext[] challenges = [.. open.Select(static pair => pair.Challenge)];
        try
        {
            await proof.ShowAsync(context, challenges, token);
            await ProveAsync(open, token);
            return await CollectAsync(order, names, token);
        }
        finally
        {
            await proof.HideAsync(context, challenges);
        }
    }

    private async Task<List<(IAuthorizationContext Authorization, IChallengeContext Challenge)>> OpenChallengesAsync(IOrderContext order, CancellationToken token)
    {
        var open = new List<(IAuthorizationContext, IChallengeContext)>();
        foreach (var authorization in await order.Authorizations().WaitAsync(token))
        {
            // One that is valid from an earlier order needs no new proof.
            if ((await authorization.Resource().WaitAsync(token)).Status == AuthorizationStatus.Pending)
            {
                open.Add((authorization, await authorization.Challenge(proof.Type).WaitAsync(token) ?? throw new CertificateFault($"The authority offers no {proof.Type} challenge.")));
            }
        }

        return open;
    }

    private async Task ProveAsync(List<(IAuthorizationContext Authorization, IChallengeContext Challenge)> open, CancellationToken token)
    {
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

    private async Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> wanted, string what, CancellationToken token)
    {
        var began = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = StorePatience.Longer(pause))
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
}
