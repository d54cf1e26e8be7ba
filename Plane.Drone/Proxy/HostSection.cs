using Plane.Domain.Identity;
using Plane.Drone.Certificates;
using Plane.Drone.Proxy.Targets;

namespace Plane.Drone.Proxy;

/// <summary>One of <c>Plane:Drone:Proxy:Hosts</c>: a domain that leads to a backend. Exactly one of its id, its key and its service is named.</summary>
public sealed class HostSection
{
    /// <summary>The domain, with a port where it is not the scheme's own. Its DNS record is its owner's to make. Required.</summary>
    public string Name { get; set; } = "";

    /// <summary>Id of a backend. Default none.</summary>
    public string? Backend { get; set; }

    /// <summary>Name of a key: the domain leads to the backend that lives for it. Default none.</summary>
    public string? Key { get; set; }

    /// <summary>The key's namespace. Default: the empty one.</summary>
    public string KeyNamespace { get; set; } = "";

    /// <summary>Name of a service of HTTP spawning: the domain leads to the backend started last that answers. Default none.</summary>
    public string? Service { get; set; }

    /// <summary>One of the backend's further ports, 1–65,535. Default: the port it is told as <c>PORT</c>.</summary>
    public int? Port { get; set; }

    /// <summary>
    /// PEM file of the domain's own certificate, the leaf first, then its issuers; watched. Clients that ask for exactly this domain get it. Only in an HTTPS cluster.
    /// Default: the cluster's certificates, or what <c>Plane:Drone:Certificates:Files</c> has for the name.
    /// </summary>
    public string? Certificate { get; set; }

    /// <summary>PEM file of its key, not encrypted. Default: <see cref="Certificate"/>, with both in one file.</summary>
    public string? CertificateKey { get; set; }

    /// <summary>
    /// Order the domain's certificate from <c>Plane:Drone:Certificates:Acme</c>, and convince the authority by <c>http-01</c> (it looks at port 80) or <c>tls-alpn-01</c>
    /// (at port 443). The domain must lead to proxies of this cluster, all of which need this setting. Default: nothing is ordered for it.
    /// </summary>
    public string? Acme { get; set; }

    /// <summary>The name without its port, lower case.</summary>
    internal string Host => new HostString(Name).Host.ToLowerInvariant();

    /// <summary>Null where it has none, or the settings are wrong.</summary>
    internal DomainCertificate? OwnCertificate =>
        !DomainName.TryParse(Host, out var name) ? null
        : Certificate is { } file ? new DomainCertificate(name, new CertificatePair(file, CertificateKey ?? file, name.Value), null)
        : DomainChallenge.TryParse(Acme, out var challenge) ? new DomainCertificate(name, null, challenge)
        : null;

    internal IEnumerable<string> Faults(ClusterName cluster)
    {
        if (!HostNames.IsAuthority(Name))
        {
            yield return $"Name is '{Name}'; a host with an optional port is expected.";
        }

        if (new[] { Backend, Key, Service }.Count(static one => one is not null) != 1)
        {
            yield return "Backend, Key and Service: exactly one of them is expected.";
        }

        if (Backend is not null && !BackendId.TryParse(Backend, out _))
        {
            yield return $"Backend is '{Backend}'; a backend's id is expected.";
        }

        if (Key is not null && !KeyName.TryParse(KeyNamespace, Key, out _))
        {
            yield return "Key is not the name of a key.";
        }

        if (Port is < 1 or > 65535)
        {
            yield return $"Port is {Port}; 1 to 65535 is expected.";
        }

        foreach (var fault in CertificateFaults(cluster))
        {
            yield return fault;
        }
    }

    private IEnumerable<string> CertificateFaults(ClusterName cluster)
    {
        if (CertificateKey is not null && Certificate is null)
        {
            yield return "CertificateKey is set without Certificate.";
        }

        if (Certificate is null && Acme is null)
        {
            yield break;
        }

        var setting = Acme is null ? "Certificate" : "Acme";
        if (Certificate is not null && Acme is not null)
        {
            yield return "Certificate and Acme are both set: a certificate has files or is ordered.";
        }

        if (Certificate is not null && string.IsNullOrWhiteSpace(Certificate))
        {
            yield return "Certificate is empty; a PEM file is expected.";
        }

        if (Acme is not null && !DomainChallenge.TryParse(Acme, out _))
        {
            yield return $"Acme is '{Acme}'; http-01 or tls-alpn-01 is expected.";
        }

        if (!cluster.IsHttps)
        {
            yield return $"{setting} is set, but {cluster} is served over plain HTTP: only a cluster without a port, or with 443, has certificates.";
        }

        if (!DomainName.TryParse(Host, out _))
        {
            yield return $"{setting} is set, but '{Host}' is no DNS name of letters, digits and hyphens.";
        }
    }
}
