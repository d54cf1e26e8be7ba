using System.Globalization;
using System.Text;

namespace Toml.Parsing;

/// <summary>Integers and floats.</summary>
internal static class NumberParser
{
    public static TomlScalar Parse(Cursor cursor)
    {
        var position = cursor.Position;
        var text = new StringBuilder();
        if (cursor.Current is '+' or '-')
        {
            text.Append(cursor.Take());
        }
        else if (cursor.Current == '0' && BaseOf(cursor.Ahead(1)) is var (radix, name))
        {
            return ParseInBase(cursor, position, radix, name);
        }

        return ParseWord(cursor, position, text) ?? ParseDecimal(cursor, position, text);
    }

    private static (int Radix, string Name)? BaseOf(char letter) => letter switch
    {
        'x' => (16, "a hexadecimal digit"),
        'o' => (8, "an octal digit"),
        'b' => (2, "a binary digit"),
        _ => null,
    };

    private static TomlScalar ParseInBase(Cursor cursor, TomlPosition position, int radix, string name)
    {
        cursor.TryTake('0');
        cursor.Take();
        var digits = new StringBuilder();
        Digits(cursor, digits, letter => ValueOf(letter) < radix, name);
        var value = 0UL;
        foreach (var digit in digits.ToString())
        {
            value = value <= ((ulong)long.MaxValue - ValueOf(digit)) / (ulong)radix ? (value * (ulong)radix) + ValueOf(digit) : throw TooLarge(position);
        }

        return new TomlScalar(position, TomlKind.Integer, value.ToString(CultureInfo.InvariantCulture));
    }

    private static uint ValueOf(char digit) => char.IsAsciiHexDigit(digit) ? (uint)Convert.ToInt32(digit.ToString(), 16) : uint.MaxValue;

    private static TomlScalar? ParseWord(Cursor cursor, TomlPosition position, StringBuilder sign)
    {
        double? value = cursor.TryTake("inf") ? double.PositiveInfinity : cursor.TryTake("nan") ? double.NaN : null;
        return value is { } word ? Float(position, sign is ['-'] ? -word : word) : null;
    }

    private static TomlScalar ParseDecimal(Cursor cursor, TomlPosition position, StringBuilder text)
    {
        if (cursor.Current == '0' && (char.IsAsciiDigit(cursor.Ahead(1)) || cursor.Ahead(1) == '_'))
        {
            throw new TomlException(cursor.Position, "a number does not begin with 0, unless a point, an exponent or nothing follows");
        }

        Digits(cursor, text, char.IsAsciiDigit, text.Length == 0 && !char.IsAsciiDigit(cursor.Current) ? ValueParser.AnyValue : "a digit");
        var isFloat = false;
        if (cursor.TryTake('.'))
        {
            isFloat = true;
            text.Append('.');
            Digits(cursor, text, char.IsAsciiDigit, "a digit after the point");
        }

        if (cursor.TryTake('e') || cursor.TryTake('E'))
        {
            isFloat = true;
            text.Append('e');
            if (cursor.Current is '+' or '-')
            {
                text.Append(cursor.Take());
            }

            Digits(cursor, text, char.IsAsciiDigit, "a digit of the exponent");
        }

        return isFloat
            ? Float(position, double.Parse(text.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture))
            : long.TryParse(text.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
                ? new TomlScalar(position, TomlKind.Integer, integer.ToString(CultureInfo.InvariantCulture))
                : throw TooLarge(position);
    }

    /// <summary>One or more, with single underscores between them.</summary>
    private static void Digits(Cursor cursor, StringBuilder text, Func<char, bool> isDigit, string what)
    {
        do
        {
            if (!isDigit(cursor.Current))
            {
                throw cursor.Expected(what);
            }

            while (isDigit(cursor.Current))
            {
                text.Append(cursor.Take());
            }
        }
        while (cursor.TryTake('_'));
    }

    private static TomlScalar Float(TomlPosition position, double value) =>
        new(position, TomlKind.Float, value.ToString("R", CultureInfo.InvariantCulture));

    private static TomlException TooLarge(TomlPosition position) => new(position, "an integer lies within -2^63 and 2^63-1");
}
