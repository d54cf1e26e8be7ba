using System.Globalization;

namespace Plane.Cli.Commands;

/// <summary>A point in time as a person types it.</summary>
internal static class Moment
{
    private const long LastMillisecond = 253_402_300_799_999;

    /// <summary>RFC 3339, milliseconds since the epoch, or how long ago: <c>90s</c>, <c>10m</c>, <c>2h</c>, <c>1d</c>.</summary>
    /// <returns>Null where it is none of these.</returns>
    public static DateTimeOffset? Parse(string text, TimeProvider time)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return milliseconds <= LastMillisecond ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
        }

        if (text.Length > 1 && UnitOf(text[^1]) is { } unit && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            var now = time.GetUtcNow();
            return unit.TotalSeconds * count < (now - DateTimeOffset.MinValue).TotalSeconds ? now - (unit * count) : null;
        }

        string[] forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK"];
        return DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
    }

    private static TimeSpan? UnitOf(char letter) => letter switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };
}
