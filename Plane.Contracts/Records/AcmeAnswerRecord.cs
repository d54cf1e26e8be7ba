using Plane.Domain.Identity;

namespace Plane.Contracts.Records;

/// <summary>
/// What an ACME server that asks for a domain is answered, by whichever proxy of the cluster it asks, under <c>{cluster}.answer.{domain}</c> in
/// <c>plane_acme</c>. It is there while the domain is ordered for.
/// </summary>
/// <param name="Domain">Host name, lower case.</param>
/// <param name="Challenge"><c>http-01</c> (RFC 8555 §8.3) or <c>tls-alpn-01</c> (RFC 8737).</param>
/// <param name="Token">The challenge's.</param>
/// <param name="KeyAuthorization">Of the account that orders (RFC 8555 §8.1).</param>
public sealed record AcmeAnswerRecord(ClusterName Cluster, string Domain, string Challenge, string Token, string KeyAuthorization)
{
    /// <summary>Never the authorization.</summary>
    public override string ToString() => $"answer for {Domain}";
}
