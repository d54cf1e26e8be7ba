using System.Diagnostics.CodeAnalysis;

namespace Plane.Drone.Certificates;

/// <summary>A way to convince an authority that a domain leads to the cluster's proxies.</summary>
/// <param name="Type">ACME's name of it.</param>
internal sealed record DomainChallenge(string Type)
{
    /// <summary>A file on port 80 (RFC 8555 §8.3).</summary>
    public static DomainChallenge Http { get; } = new("http-01");

    /// <summary>A certificate on port 443, shown to those who ask for the protocol <c>acme-tls/1</c> (RFC 8737).</summary>
    public static DomainChallenge TlsAlpn { get; } = new("tls-alpn-01");

    public static bool TryParse(string? text, [NotNullWhen(true)] out DomainChallenge? challenge)
    {
        challenge = text == Http.Type ? Http : text == TlsAlpn.Type ? TlsAlpn : null;
        return challenge is not null;
    }
}
