using System.Globalization;

namespace Plane.Drone.Runtime;

/// <summary>How far a program's output was read: the mark of the last line of each stream, in the runtime's own unit. Zero is the beginning.</summary>
internal readonly record struct OutputPosition(long Output, long Errors)
{
    public static bool TryParse(ReadOnlySpan<char> text, out OutputPosition position)
    {
        position = default;
        var blank = text.IndexOf(' ');
        if (blank < 0
            || !long.TryParse(text[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var output)
            || !long.TryParse(text[(blank + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var errors))
        {
            return false;
        }

        position = new OutputPosition(output, errors);
        return true;
    }

    /// <summary>Whether this line was read before.</summary>
    public bool Covers(LogLine line) => line.Mark <= (line.IsError ? Errors : Output);

    public OutputPosition After(LogLine line) => line.IsError ? this with { Errors = line.Mark } : this with { Output = line.Mark };

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Output} {Errors}");
}
