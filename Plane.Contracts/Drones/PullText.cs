using System.Globalization;

namespace Plane.Contracts.Drones;

/// <summary>How far a pull is, in a person's words.</summary>
public static class PullText
{
    private const double Mebibyte = 1024 * 1024;

    /// <param name="text">What the registry side is doing.</param>
    /// <param name="current">Bytes done.</param>
    /// <param name="total">Bytes in all; 0 for unknown.</param>
    public static string Of(string text, long current, long total) =>
        total > 0 ? string.Create(CultureInfo.InvariantCulture, $"{text}, {current / Mebibyte:F1} of {total / Mebibyte:F1} MiB") : text;
}
