using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Targets;

/// <summary>The authorities under which this proxy serves its cluster. Compared without regard to case, and with <c>:443</c> as good as no port.</summary>
internal sealed class HostNames
{
    private const string HttpsPort = ":443";
    private readonly string[] _names;
    private readonly string[] _suffixes;

    public HostNames(ClusterName cluster, IEnumerable<string> aliases)
    {
        _names = [.. aliases.Prepend(cluster.Value).Select(static name => Plain(name).ToString().ToLowerInvariant()).Distinct()];
        _suffixes = [.. _names.Select(static name => "." + name)];
    }

    /// <summary>A host with an optional port and nothing else: what a <c>Host</c> header may say (RFC 9110 §7.2).</summary>
    public static bool IsAuthority(string text) =>
        text.Length > 0 && Uri.TryCreate("http://" + text, UriKind.Absolute, out var uri)
        && uri.UserInfo.Length == 0 && uri.PathAndQuery == "/" && uri.Fragment.Length == 0 && !text.EndsWith('/');

    public HostMatch Match(string? host)
    {
        if (string.IsNullOrEmpty(host))
        {
            return new HostMatch(HostKind.Missing, "", null);
        }

        var plain = Plain(host);
        for (var i = 0; i < _names.Length; i++)
        {
            if (plain.Equals(_names[i], StringComparison.OrdinalIgnoreCase))
            {
                return new HostMatch(HostKind.Apex, "", null);
            }

            if (plain.Length > _suffixes[i].Length && plain.EndsWith(_suffixes[i], StringComparison.OrdinalIgnoreCase))
            {
                var prefix = plain[..^_suffixes[i].Length].ToString().ToLowerInvariant();
                return new HostMatch(HostKind.Below, prefix, BackendId.TryParse(prefix, out var backend) ? backend : null);
            }
        }

        return new HostMatch(HostKind.Foreign, "", null);
    }

    private static ReadOnlySpan<char> Plain(ReadOnlySpan<char> authority) =>
        authority.EndsWith(HttpsPort, StringComparison.Ordinal) ? authority[..^HttpsPort.Length] : authority;
}
