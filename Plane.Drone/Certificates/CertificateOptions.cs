using System.Globalization;
using System.Net;
using Plane.Domain.Identity;
using Plane.ServiceDefaults.Configuration;

namespace Plane.Drone.Certificates;

/// <summary>Section <c>Plane:Drone:Certificates</c>: with what proxies of an HTTPS cluster answer, and how the role <c>certificates</c> gets it.</summary>
public sealed class CertificateOptions : ICheckedOptions
{
    public const string Section = "Plane:Drone:Certificates";

    private const int ShareKeyBytes = 32;

    /// <summary>Own files, watched. Clients get the first whose names cover the one they ask for. Default none.</summary>
    public IList<CertificateFilesSection> Files { get; } = [];

    /// <summary>Let the platform fetch OCSP answers from the authority and staple them. A file of one cannot be given: .NET has no way to. Default false.</summary>
    public bool Staple { get; set; }

    /// <summary>URL of an ACME directory; <c>letsencrypt</c> and <c>letsencrypt-staging</c> are short for theirs. Default: nothing is ordered.</summary>
    public string? Acme { get; set; }

    /// <summary>Whether the cluster's own certificate is ordered. Switch it off where it is among <see cref="Files"/> and only domains of <c>Plane:Drone:Proxy:Hosts</c> are ordered. Default true.</summary>
    public bool OrderCluster { get; set; } = true;

    /// <summary>Address for the authority's warnings. Its terms of service are agreed to. Required with <see cref="Acme"/>.</summary>
    public string? Email { get; set; }

    /// <summary>External account binding: the key's id. Both or neither. Default none.</summary>
    public string? EabKeyId { get; set; }

    /// <summary>External account binding: the HMAC key, base64url.</summary>
    public string? EabKey { get; set; }

    /// <summary>PEM file of the authorities that the ACME server's own HTTPS is trusted by. Default: the machine's.</summary>
    public string? AcmeCaFile { get; set; }

    /// <summary>Common name of the issuer that the chain should end at, where the authority offers several. Default: its own choice.</summary>
    public string? PreferredChain { get; set; }

    /// <summary><c>P256</c>, <c>Rsa2048</c> or <c>Rsa4096</c>. RSA for very old clients. Default P256.</summary>
    public CertificateKeyType KeyType { get; set; } = CertificateKeyType.P256;

    /// <summary>
    /// <c>address:port</c> of Plane's DNS servers. Validation is asked for only once they answer with the challenge; one that is silent is passed over
    /// while another answers. Required with <see cref="Acme"/>, unless <see cref="OrderCluster"/> is off.
    /// </summary>
    public IList<string> DnsServers { get; } = [];

    /// <summary>Where the challenge is looked for. Name it where <c>_acme-challenge.{cluster}</c> is a CNAME to another zone. Default <c>_acme-challenge.{cluster}</c>.</summary>
    public string? ChallengeName { get; set; }

    /// <summary>Replace a certificate at this age although it is good for longer, 1 s to 365 d. Authorities have weekly limits. Default: two thirds of its lifetime.</summary>
    public TimeSpan? MaxAge { get; set; }

    /// <summary>32 random bytes, base64, the same on every drone: one certificate for all proxies of the cluster, kept encrypted by it in the state. Default: one for each.</summary>
    public string? ShareKey { get; set; }

    /// <summary>Orders for the cluster's names in any 7 days, 0–10,000; above it no drone orders. Raise it for an authority that has no such limit; 0 is none. Default 5, Let's Encrypt's.</summary>
    public int DuplicatesPerWeek { get; set; } = 5;

    public bool IsOrdering => Acme is not null;

    internal byte[]? ShareKeyBytesOrNull => ShareKey is null ? null : Convert.FromBase64String(ShareKey);

    internal Uri Directory => Acme switch
    {
        "letsencrypt" => Certes.Acme.WellKnownServers.LetsEncryptV2,
        "letsencrypt-staging" => Certes.Acme.WellKnownServers.LetsEncryptStagingV2,
        { } url => new Uri(url),
        null => throw new InvalidOperationException("Nothing is to be ordered."),
    };

    public IEnumerable<string> Faults() => Faults(ClusterName.Parse("any.example"));

    /// <summary>With what does not go with the cluster.</summary>
    public IEnumerable<string> Faults(ClusterName cluster)
    {
        for (var i = 0; i < Files.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(Files[i].Cert))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{Section}:Files:{i}:Cert is missing; a PEM file is expected.");
            }
        }

        if (!Enum.IsDefined(KeyType))
        {
            yield return $"{Section}:KeyType is P256, Rsa2048 or Rsa4096.";
        }

        if (MaxAge is { } age && (age < TimeSpan.FromSeconds(1) || age > TimeSpan.FromDays(365)))
        {
            yield return $"{Section}:MaxAge is {age}; 00:00:01 to 365.00:00:00 is expected.";
        }

        if (DuplicatesPerWeek is < 0 or > 10_000)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Section}:DuplicatesPerWeek is {DuplicatesPerWeek}; 0 to 10000 is expected.");
        }

        foreach (var fault in ShareFaults().Concat(Acme is null ? [] : AcmeFaults(cluster)))
        {
            yield return fault;
        }
    }

    private IEnumerable<string> ShareFaults()
    {
        var bytes = new byte[ShareKeyBytes + 1];
        if (ShareKey is { } key && !(Convert.TryFromBase64String(key, bytes, out var count) && count == ShareKeyBytes))
        {
            // Not what it is: it is a secret.
            yield return $"{Section}:ShareKey is not 32 bytes in base64; 'openssl rand -base64 32' makes such a key.";
        }
    }

    private IEnumerable<string> AcmeFaults(ClusterName cluster)
    {
        if (!cluster.IsHttps)
        {
            yield return $"{Section}:Acme is set, but {cluster} is served over plain HTTP: only a cluster without a port, or with 443, has certificates.";
        }

        if (Acme is not ("letsencrypt" or "letsencrypt-staging") && !(Uri.TryCreate(Acme, UriKind.Absolute, out var url) && url.Scheme == "https"))
        {
            yield return $"{Section}:Acme is '{Acme}'; an https URL, letsencrypt or letsencrypt-staging is expected.";
        }

        if (Email is null || !Email.Contains('@', StringComparison.Ordinal))
        {
            yield return $"{Section}:Email is '{Email}'; a mail address is expected.";
        }

        if ((EabKeyId is null) != (EabKey is null))
        {
            yield return $"{Section}:EabKeyId and {Section}:EabKey come both or not at all.";
        }

        if (DnsServers.Count == 0 && OrderCluster)
        {
            yield return $"{Section}:DnsServers is missing; the addresses of Plane's DNS servers are expected, such as 203.0.113.5:53.";
        }

        foreach (var server in DnsServers.Where(static server => !IPEndPoint.TryParse(server, out _)))
        {
            yield return $"{Section}:DnsServers has '{server}'; an address and port such as 203.0.113.5:53 is expected.";
        }

        if (AcmeCaFile is { } file && !File.Exists(file))
        {
            yield return $"{Section}:AcmeCaFile is '{file}'; there is no such file.";
        }
    }
}
