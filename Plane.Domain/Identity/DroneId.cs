using System.Diagnostics.CodeAnalysis;

namespace Plane.Domain.Identity;

/// <summary>Names a drone within its cluster. <c>[a-z0-9-]{1,45}</c>. It should stay the same over restarts: the state directory, drain intents and leases go by it.</summary>
public sealed record DroneId
{
    private DroneId(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="FormatException">The text breaks the rule above.</exception>
    public static DroneId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a drone id: 1 to 45 characters of a-z, 0-9 and '-' are expected.");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DroneId? id)
    {
        id = IdText.IsValid(text) ? new DroneId(text!) : null;
        return id is not null;
    }

    /// <summary><c>dr-</c> and 14 random characters.</summary>
    public static DroneId New(Entropy entropy) => new("dr-" + entropy.Letters(14));

    public override string ToString() => Value;
}
