using Certes;
using Certes.Acme;
using Certes.Acme.Resource;
using Plane.Domain.Identity;
using Plane.State.Acme;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>dns-01 (RFC 8555 §8.4): TXT values that Plane's DNS servers answer with from the state.</summary>
internal sealed class DnsProof(ClusterName cluster, CertificateOptions options, AcmeTexts texts, ChallengeSight sight, StorePatience patience) : IChallengeProof
{
    public string Type => ChallengeTypes.Dns01;

    /// <summary>All values are there before the first is asked for: name and wildcard have the same record.</summary>
    public async Task ShowAsync(IAcmeContext context, IReadOnlyList<IChallengeContext> open, CancellationToken token)
    {
        string[] values = [.. open.Select(challenge => context.AccountKey.DnsTxt(challenge.Token))];
        foreach (var value in values)
        {
            await patience.StoredAsync(() => texts.PutAsync(cluster, value, token), token);
        }

        if (values.Length > 0)
        {
            await sight.UntilSeenAsync(options.ChallengeName ?? "_acme-challenge." + cluster.Host, values, token);
        }
    }

    public async Task HideAsync(IAcmeContext context, IReadOnlyList<IChallengeContext> open)
    {
        foreach (var challenge in open)
        {
            await texts.RemoveAsync(cluster, context.AccountKey.DnsTxt(challenge.Token), CancellationToken.None);
        }
    }
}
