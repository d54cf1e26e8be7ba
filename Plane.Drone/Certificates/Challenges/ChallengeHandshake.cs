using System.Formats.Asn1;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Plane.Contracts.Records;

namespace Plane.Drone.Certificates.Challenges;

/// <summary>
/// The handshake that answers tls-alpn-01 (RFC 8737 §3): the protocol <c>acme-tls/1</c> and a self-signed certificate for the domain with the digest of the key
/// authorization in it. Each proxy makes its own from the answer in the state, so that no key has to travel.
/// </summary>
internal sealed class ChallengeHandshake
{
    /// <summary>id-pe-acmeIdentifier.</summary>
    public const string AcmeIdentifier = "1.3.6.1.5.5.7.1.31";

    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    public ChallengeHandshake(AcmeAnswerRecord answer, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + answer.Domain, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(answer.Domain);
        request.CertificateExtensions.Add(names.Build());
        var digest = new AsnWriter(AsnEncodingRules.DER);
        digest.WriteOctetString(SHA256.HashData(Encoding.ASCII.GetBytes(answer.KeyAuthorization)));
        request.CertificateExtensions.Add(new X509Extension(AcmeIdentifier, digest.Encode(), critical: true));
        Options = new SslServerAuthenticationOptions
        {
            ServerCertificate = request.CreateSelfSigned(now - Margin, now + Margin),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [Protocol],
            AllowRenegotiation = false,
        };
    }

    public static SslApplicationProtocol Protocol { get; } = new("acme-tls/1");

    public SslServerAuthenticationOptions Options { get; }
}
