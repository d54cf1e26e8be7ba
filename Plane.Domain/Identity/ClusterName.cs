using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Plane.Domain.Identity;

/// <summary>
/// The host name, with an optional port, below which the backends of one group of drones are reached. It is also the scheduling group.
/// Lower-cased when parsed; labels are <c>[a-z0-9-]</c>, so that <c>.</c> → <c>_</c> and <c>:</c> → <c>=</c> are one-to-one.
/// </summary>
public sealed record ClusterName
{
    private const int MaxHostLength = 253;

    private ClusterName(string host, int? port)
    {
        Host = host;
        Port = port;
        Value = port is { } number ? string.Create(CultureInfo.InvariantCulture, $"{host}:{number}") : host;
        SubjectToken = Value.Replace('.', '_');
        KvToken = SubjectToken.Replace(':', '=');
    }

    /// <summary>As written in URLs and bodies: <c>host</c> or <c>host:port</c>.</summary>
    public string Value { get; }

    public string Host { get; }

    /// <summary>1–65535; null where the name has none.</summary>
    public int? Port { get; }

    /// <summary>No port, or exactly 443, means TLS; any other port means plain HTTP.</summary>
    public bool IsHttps => Port is null or 443;

    public string Scheme => IsHttps ? "https" : "http";

    /// <summary>The name as one token of a NATS subject: dots become underscores, the colon stays.</summary>
    public string SubjectToken { get; }

    /// <summary>The name as one token of a KV key: dots become underscores, the colon becomes <c>=</c>.</summary>
    public string KvToken { get; }

    /// <exception cref="FormatException">Not a DNS name with an optional port, or the reserved name <c>id</c>.</exception>
    public static ClusterName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is not a cluster name: a DNS name with an optional port is expected.");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ClusterName? name)
    {
        name = null;
        if (text is null || !TrySplitPort(text, out var host, out var port))
        {
            return false;
        }

        host = host.ToLowerInvariant();
        if (host.Length is 0 or > MaxHostLength || host is "id" || !host.Split('.').All(DnsLabel.IsValid))
        {
            return false;
        }

        name = new ClusterName(host, port);
        return true;
    }

    public override string ToString() => Value;

    private static bool TrySplitPort(string text, out string host, out int? port)
    {
        port = null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        host = colon < 0 ? text : text[..colon];
        if (colon < 0)
        {
            return true;
        }

        var digits = text[(colon + 1)..];
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535 || digits[0] == '0')
        {
            return false;
        }

        port = number;
        return true;
    }
}
