using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Plane.Drone.Runtime;

/// <summary>What an engine puts before a line: RFC 3339 in UTC with nine digits of fraction, and a blank.</summary>
internal static class LogStamp
{
    public const int Length = 31;
    private const int SecondsLength = 19;
    private const int FractionLength = 9;
    private const int NanosecondsPerTick = 100;

    /// <param name="nanoseconds">Since 1970.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out long nanoseconds)
    {
        nanoseconds = 0;
        if (bytes.Length < Length || bytes[SecondsLength] != '.' || bytes[Length - 2] != 'Z' || bytes[Length - 1] != ' ')
        {
            return false;
        }

        if (!Utf8Parser.TryParse(bytes.Slice(SecondsLength + 1, FractionLength), out int fraction, out var used) || used != FractionLength)
        {
            return false;
        }

        Span<char> text = stackalloc char[SecondsLength];
        if (!Encoding.ASCII.TryGetChars(bytes[..SecondsLength], text, out _)
            || !DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var seconds))
        {
            return false;
        }

        nanoseconds = ((seconds - DateTime.UnixEpoch).Ticks * NanosecondsPerTick) + fraction;
        return true;
    }
}
