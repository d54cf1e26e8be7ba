using System.Globalization;

namespace Plane.State.Backends;

/// <summary>How far a program's output was read: the mark of the last line of each stream, in the runtime's own unit. Zero is the beginning.</summary>
public readonly record struct OutputPosition(long Output, long Errors)
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

    /// <summary>Whether a line was read before.</summary>
    /// <param name="mark">Where its stream is after it.</param>
    public bool Covers(bool isError, long mark) => mark <= (isError ? Errors : Output);

    /// <summary>Once that line was read, too.</summary>
    public OutputPosition After(bool isError, long mark) => isError ? this with { Errors = mark } : this with { Output = mark };

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Output} {Errors}");
}
