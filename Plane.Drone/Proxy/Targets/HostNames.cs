using System.Collections.Frozen;
using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Targets;

/// <summary>The authorities under which this proxy serves its cluster, and domains of single backends. Compared without regard to case, and with <c>:443</c> as good as no port.</summary>
internal sealed class HostNames
{
    private const string HttpsPort = ":443";
    private readonly string[] _names;
    private readonly string[] _suffixes;
    private readonly FrozenDictionary<string, CustomHost> _customs;

    public HostNames(ClusterName cluster, IEnumerable<string> aliases, IEnumerable<CustomHost>? customs = null)
    {
        _names = [.. aliases.Prepend(cluster.Value).Select(static name => Plain(name).ToString().ToLowerInvariant()).Distinct()];
        _suffixes = [.. _names.Select(static name => "." + name)];
        _customs = (customs ?? []).ToFrozenDictionary(static custom => Plain(custom.Name).ToString(), StringComparer.OrdinalIgnoreCase);
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
        if (_customs.Count > 0 && _customs.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(plain, out var custom))
        {
            return new HostMatch(HostKind.Custom, "", null, custom);
        }

        for (var i = 0; i < _names.Length; i++)
        {
            if (plain.Equals(_names[i], StringComparison.OrdinalIgnoreCase))
            {
                return new HostMatch(HostKind.Apex, "", null);
            }

            if (plain.Length > _suffixes[i].Length && plain.EndsWith(_suffixes[i], StringComparison.OrdinalIgnoreCase))
            {
                var prefix = plain[..^_suffixes[i].Length].ToString().ToLowerInvariant();
                return new HostMatch(HostKind.Below, prefix, BackendName.TryParse(prefix, out var backend) ? backend : null);
            }
        }

        return new HostMatch(HostKind.Foreign, "", null);
    }

    private static ReadOnlySpan<char> Plain(ReadOnlySpan<char> authority) =>
        authority.EndsWith(HttpsPort, StringComparison.Ordinal) ? authority[..^HttpsPort.Length] : authority;
}
