using System.Diagnostics.CodeAnalysis;

namespace Plane.Domain.Identity;

/// <summary>
/// The host name of a custom domain, without a port. Lower-cased when parsed; labels are <c>[a-z0-9-]</c>, so that <c>.</c> → <c>_</c> is one-to-one.
/// </summary>
public sealed record DomainName
{
    private const int MaxLength = 253;

    private DomainName(string value)
    {
        Value = value;
        KvToken = value.Replace('.', '_');
    }

    public string Value { get; }

    /// <summary>The name as one token of a KV key.</summary>
    public string KvToken { get; }

    /// <exception cref="FormatException">Not a DNS name.</exception>
    public static DomainName Parse(string text) => TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is not the DNS name of a domain.");

    /// <summary>False for addresses too.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        var lower = text?.ToLowerInvariant();
        if (lower is null || lower.Length is 0 or > MaxLength)
        {
            return false;
        }

        var labels = lower.Split('.');
        if (!labels.All(DnsLabel.IsValid) || labels[^1].All(char.IsAsciiDigit))
        {
            return false;
        }

        name = new DomainName(lower);
        return true;
    }

    public override string ToString() => Value;
}
