using System.Diagnostics.CodeAnalysis;

namespace Plane.Domain.Identity;

/// <summary>Names one run of one program, over all clusters and for ever. <c>[a-z0-9-]{1,45}</c>, not of the form <c>8080-x</c>, which would read as a port in a host name.</summary>
public sealed record BackendId
{
    private BackendId(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="FormatException">The text breaks the rule above.</exception>
    public static BackendId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a backend id: 1 to 45 characters of a-z, 0-9 and '-', not beginning with a number and '-', are expected.");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out BackendId? id)
    {
        id = IdText.IsValid(text) && !ReadsAsPort(text!) ? new BackendId(text!) : null;
        return id is not null;
    }

    /// <summary>14 random characters.</summary>
    public static BackendId New(Entropy entropy)
    {
        // A random id may happen to begin "7-…"? It cannot: random ids hold no hyphen.
        return new BackendId(entropy.Letters(14));
    }

    public override string ToString() => Value;

    private static bool ReadsAsPort(string text)
    {
        var hyphen = text.IndexOf('-', StringComparison.Ordinal);
        return hyphen > 0 && text.AsSpan(0, hyphen).IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
