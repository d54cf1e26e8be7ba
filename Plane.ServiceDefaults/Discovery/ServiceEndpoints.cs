using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Plane.ServiceDefaults.Discovery;

/// <summary>
/// Service names to addresses, read from <c>services:{name}:{scheme or endpoint name}:N</c> (as variables:
/// <c>services__controller__http__0=http://localhost:8080</c>). Read at every call, so that a reload takes effect.
/// </summary>
internal sealed class ServiceEndpoints(IConfiguration configuration)
{
    private readonly ConcurrentDictionary<string, int> _turns = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The address of the next endpoint in turn, with path and query kept. Understands <c>http://name</c>,
    /// <c>https+http://name</c> (the first scheme that has endpoints) and <c>http://_endpoint.name</c>. A host that is no
    /// configured service comes back as it was, but for a list of schemes, of which the first is taken.
    /// </summary>
    public Uri Resolve(Uri uri)
    {
        var schemes = uri.Scheme.Split('+', StringSplitOptions.RemoveEmptyEntries);
        var (endpoint, service) = Split(uri.Host);
        foreach (var key in endpoint is null ? schemes : [endpoint])
        {
            var addresses = Addresses(service, key);
            if (addresses.Count > 0)
            {
                return At(uri, addresses[Turn(service, key, addresses.Count)], endpoint is null ? key : schemes[0]);
            }
        }

        return schemes is [_] ? uri : new UriBuilder(uri) { Scheme = schemes[0], Port = uri.IsDefaultPort ? -1 : uri.Port }.Uri;
    }

    /// <summary><c>_dashboard.controller</c> is endpoint <c>dashboard</c> of service <c>controller</c>.</summary>
    private static (string? Endpoint, string Service) Split(string host)
    {
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return host.StartsWith('_') && dot > 1 ? (host[1..dot], host[(dot + 1)..]) : (null, host);
    }

    private List<string> Addresses(string service, string key)
    {
        var section = configuration.GetSection($"services:{service}:{key}");
        var addresses = section.GetChildren()
            .OrderBy(child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : int.MaxValue)
            .Select(child => child.Value)
            .Prepend(section.Value);
        return [.. addresses.OfType<string>().Where(address => address.Length > 0)];
    }

    private int Turn(string service, string key, int count) =>
        (_turns.AddOrUpdate($"{service}:{key}", 0, static (_, turn) => (turn + 1) & int.MaxValue) & int.MaxValue) % count;

    /// <summary>An address is a URL or just <c>host:port</c>, which then has the scheme that was asked for.</summary>
    private static Uri At(Uri asked, string address, string scheme)
    {
        var text = address.Contains("://", StringComparison.Ordinal) ? address : $"{scheme}://{address}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var target))
        {
            throw new InvalidOperationException($"services:{asked.Host} holds '{address}', which is neither a URL nor host:port.");
        }

        return new UriBuilder(asked) { Scheme = target.Scheme, Host = target.Host, Port = target.Port }.Uri;
    }
}
