using Certes;
using Certes.Acme;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Acme;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>
/// http-01 or tls-alpn-01 of one domain: the answer goes into the state, for the authority may ask any proxy that the domain's DNS records lead to. One that
/// has not heard of it yet waits for it (<see cref="Challenges.ChallengeAnswers"/>), so that nobody needs to ask them all first.
/// </summary>
internal sealed class DomainProof(ClusterName cluster, DomainName domain, DomainChallenge challenge, AcmeAnswers answers, StorePatience patience) : IChallengeProof
{
    public string Type => challenge.Type;

    public async Task ShowAsync(IAcmeContext context, IReadOnlyList<IChallengeContext> open, CancellationToken token)
    {
        // An order for one name has one authorization.
        foreach (var one in open)
        {
            var answer = new AcmeAnswerRecord(cluster, domain.Value, Type, one.Token, one.KeyAuthz);
            await patience.StoredAsync(() => answers.PutAsync(domain, answer, token), token);
        }
    }

    public async Task HideAsync(IAcmeContext context, IReadOnlyList<IChallengeContext> open)
    {
        if (open.Count > 0)
        {
            await answers.RemoveAsync(cluster, domain, CancellationToken.None);
        }
    }
}
