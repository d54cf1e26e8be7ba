using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.State.Acme;

/// <summary>
/// What proxies answer an ACME server that looks at a custom domain (http-01, tls-alpn-01): one answer for each domain, for
/// <see cref="PlaneBuckets.AcmeLifetime"/> at most.
/// </summary>
public sealed class AcmeAnswers(Bucket<AcmeAnswerRecord> answers)
{
    public static string KeyOf(ClusterName cluster, DomainName domain) => $"{cluster.KvToken}.answer.{domain.KvToken}";

    /// <summary>Whoever has the right to order for the cluster is the only writer.</summary>
    public ValueTask<WriteOutcome> PutAsync(DomainName domain, AcmeAnswerRecord answer, CancellationToken token) => answers.PutAsync(KeyOf(answer.Cluster, domain), answer, token);

    /// <summary>Removes the answer where it is.</summary>
    public async ValueTask RemoveAsync(ClusterName cluster, DomainName domain, CancellationToken token)
    {
        var key = KeyOf(cluster, domain);
        if ((await answers.ReadAsync(key, token)).Entry is { } entry)
        {
            await answers.PurgeAsync(key, entry.Revision, token);
        }
    }
}
