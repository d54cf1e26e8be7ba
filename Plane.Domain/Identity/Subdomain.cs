using System.Diagnostics.CodeAnalysis;

namespace Plane.Domain.Identity;

/// <summary>An extra label in front of the cluster's name that a request to the backend must carry: a check, not a way to find it.</summary>
public sealed record Subdomain
{
    private Subdomain(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Subdomain? subdomain)
    {
        var lower = text?.ToLowerInvariant();
        subdomain = lower is not null && DnsLabel.IsValid(lower) ? new Subdomain(lower) : null;
        return subdomain is not null;
    }

    public override string ToString() => Value;
}
