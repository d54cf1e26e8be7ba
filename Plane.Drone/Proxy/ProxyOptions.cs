using System.Globalization;
using System.Net;
using Plane.Domain.Identity;
using Plane.Drone.Certificates;
using Plane.Drone.Proxy.Targets;
using Plane.ServiceDefaults.Configuration;

namespace Plane.Drone.Proxy;

/// <summary>Section <c>Plane:Drone:Proxy</c>: the listener that clients reach.</summary>
public sealed class ProxyOptions : ICheckedOptions
{
    public const string Section = "Plane:Drone:Proxy";

    /// <summary>Address to listen on. Narrow it where a machine has networks that clients are not in. Default: all, <c>::</c>.</summary>
    public string HttpAddress { get; set; } = "::";

    /// <summary>
    /// Port of plain HTTP, 0–65,535; 0 for any free one. In an HTTPS cluster it only sends clients to https. Default 9090; 80 in an HTTPS cluster.
    /// </summary>
    public int? HttpPort { get; set; }

    /// <summary>Port of HTTPS, 0–65,535; 0 for any free one; only in an HTTPS cluster (one without a port in its name, or with 443). Default 443.</summary>
    public int? HttpsPort { get; set; }

    /// <summary>Whether an HTTPS cluster's plain port is opened at all. Default true.</summary>
    public bool RedirectHttp { get; set; } = true;

    /// <summary>Open an HTTPS cluster's ports before there is a certificate; handshakes fail until then. For load balancers that want to see a port. Default false.</summary>
    public bool OpenWithoutCertificate { get; set; }

    /// <summary>Authorities besides the cluster's name that requests may carry, for example the proxy's own <c>localhost:9092</c>. Default none.</summary>
    public IList<string> Aliases { get; } = [];

    /// <summary>How long a request may wait for its backend to come up, 1–3600 s; then it is answered 504. Default 300.</summary>
    public int HoldSeconds { get; set; } = 300;

    /// <summary>
    /// How long a browser that opens a window on a backend on its way sees nothing before it gets a page that waits and then turns into the
    /// application: 0–60,000 ms. Other requests are held, and so are these where that page is off. Default 1000.
    /// </summary>
    public int WaitingPageAfterMilliseconds { get; set; } = 1000;

    /// <summary>Whether there is such a page. Default true.</summary>
    public bool WaitingPage { get; set; } = true;

    /// <summary>Where a request for <c>/</c> without a backend is sent. Default: nowhere, it is answered 400.</summary>
    public string? RootRedirectUrl { get; set; }

    /// <summary>
    /// Whether <c>/_plane_backend={id}/</c> reaches a backend by any host name, for networks without wildcard names. A backend's pages must then be content with
    /// relative links, and all backends share one origin: their scripts can read each other. Default false.
    /// </summary>
    public bool PathRouting { get; set; }

    /// <summary>Domains that lead to a backend, its key or its service. The rule for access without a token holds for them too. Default none.</summary>
    public IList<HostSection> Hosts { get; } = [];

    /// <summary>Host and port of a program that gets requests for names below the cluster that no backend has. Default: none, they are answered 404.</summary>
    public string? Passthrough { get; set; }

    /// <summary>Whether a backend sees the bearer token that the proxy has checked, in <c>Authorization</c> or the login's cookie. Default false.</summary>
    public bool ForwardBearerToken { get; set; }

    /// <summary>Connection tokens remembered, 1–1,000,000. More cost about 1 KB each, fewer cost questions to NATS. Default 10,000.</summary>
    public int RememberedTokens { get; set; } = 10_000;

    /// <summary>Lookups of unknown tokens under way at once, 1–10,000 of each kind of token; above it requests are answered 503. Default 64.</summary>
    public int LookupsAtOnce { get; set; } = 64;

    /// <summary>How long requests may go on when the program stops, 0–600 s; WebSockets end at once. Default 10.</summary>
    public int StopSeconds { get; set; } = 10;

    internal int HttpPortOf(ClusterName cluster) => HttpPort ?? (cluster.IsHttps ? 80 : 9090);

    internal int HttpsPortOrDefault => HttpsPort ?? 443;

    public TimeSpan Hold => TimeSpan.FromSeconds(HoldSeconds);

    /// <summary>Before the waiting page, and never longer than <see cref="Hold"/>.</summary>
    internal TimeSpan HoldOfWindow => TimeSpan.FromMilliseconds(Math.Min(WaitingPageAfterMilliseconds, Hold.TotalMilliseconds));

    public IEnumerable<string> Faults() => Faults(ClusterName.Parse("any.example"));

    /// <summary>With what does not go with the cluster.</summary>
    internal IEnumerable<string> Faults(ClusterName cluster)
    {
        if (HttpsPort is not null && !cluster.IsHttps)
        {
            yield return $"{Section}:HttpsPort is set, but {cluster} is served over plain HTTP: only a cluster without a port, or with 443, has HTTPS.";
        }

        if (HttpsPort is < 0 or > 65535)
        {
            yield return $"{Section}:HttpsPort is {HttpsPort}; 0 to 65535 is expected.";
        }

        if (!IPAddress.TryParse(HttpAddress, out _))
        {
            yield return $"{Section}:HttpAddress is '{HttpAddress}'; an IP address is expected.";
        }

        if (HttpPort is < 0 or > 65535)
        {
            yield return $"{Section}:HttpPort is {HttpPort}; 0 to 65535 is expected.";
        }

        foreach (var alias in Aliases.Where(static alias => !HostNames.IsAuthority(alias)))
        {
            yield return $"{Section}:Aliases has '{alias}'; a host with an optional port is expected.";
        }

        for (var i = 0; i < Hosts.Count; i++)
        {
            foreach (var fault in Hosts[i].Faults(cluster))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{Section}:Hosts:{i}:{fault}");
            }
        }

        if (Hosts.GroupBy(static host => host.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            yield return $"{Section}:Hosts has '{twice.Key}' more than once.";
        }

        if (!RedirectHttp && Hosts.FirstOrDefault(static host => host.Acme == DomainChallenge.Http.Type) is { } unreachable)
        {
            yield return $"{Section}:RedirectHttp is off, but the authority looks for {unreachable.Name} at the plain port (http-01); tls-alpn-01 does without.";
        }

        if (Hosts.Where(static host => host.OwnCertificate is not null).GroupBy(static host => host.Host).FirstOrDefault(static same => same.Count() > 1) is { } two)
        {
            yield return $"{Section}:Hosts has more than one certificate for '{two.Key}': ports share it, so name it once.";
        }

        if (Passthrough is { } other && !HostNames.IsAuthority(other))
        {
            yield return $"{Section}:Passthrough is '{other}'; a host with an optional port is expected.";
        }

        if (HoldSeconds is < 1 or > 3600)
        {
            yield return $"{Section}:HoldSeconds is {HoldSeconds}; 1 to 3600 is expected.";
        }

        if (WaitingPageAfterMilliseconds is < 0 or > 60_000)
        {
            yield return $"{Section}:WaitingPageAfterMilliseconds is {WaitingPageAfterMilliseconds}; 0 to 60000 is expected.";
        }

        if (StopSeconds is < 0 or > 600)
        {
            yield return $"{Section}:StopSeconds is {StopSeconds}; 0 to 600 is expected.";
        }

        if (RootRedirectUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is ("http" or "https")))
        {
            yield return $"{Section}:RootRedirectUrl is '{url}'; an absolute http or https URL is expected.";
        }

        if (RememberedTokens is < 1 or > 1_000_000)
        {
            yield return $"{Section}:RememberedTokens is {RememberedTokens}; 1 to 1000000 is expected.";
        }

        if (LookupsAtOnce is < 1 or > 10_000)
        {
            yield return $"{Section}:LookupsAtOnce is {LookupsAtOnce}; 1 to 10000 is expected.";
        }
    }
}
