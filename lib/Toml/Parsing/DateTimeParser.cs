using System.Globalization;
using System.Text;

namespace Toml.Parsing;

/// <summary>Dates and times as in RFC 3339, section 5.6; years from 1, no leap seconds.</summary>
internal static class DateTimeParser
{
    public static bool IsAhead(Cursor cursor) => IsAtDate(cursor) || IsAtTime(cursor, 0);

    public static TomlScalar Parse(Cursor cursor)
    {
        var position = cursor.Position;
        var text = new StringBuilder();
        if (!IsAtDate(cursor))
        {
            Time(cursor, text);
            return new TomlScalar(position, TomlKind.LocalTime, text.ToString());
        }

        Date(cursor, text);
        if (!TryTakeDelimiter(cursor))
        {
            return new TomlScalar(position, TomlKind.LocalDate, text.ToString());
        }

        text.Append('T');
        Time(cursor, text);
        var kind = TryOffset(cursor, text) ? TomlKind.OffsetDateTime : TomlKind.LocalDateTime;
        return new TomlScalar(position, kind, text.ToString());
    }

    private static bool IsAtDate(Cursor cursor) => AreDigits(cursor, 0, 4) && cursor.Ahead(4) == '-';

    private static bool IsAtTime(Cursor cursor, int ahead) => AreDigits(cursor, ahead, 2) && cursor.Ahead(ahead + 2) == ':';

    private static bool AreDigits(Cursor cursor, int from, int count) => Enumerable.Range(from, count).All(i => char.IsAsciiDigit(cursor.Ahead(i)));

    /// <summary>A blank counts only where a time follows it: it may as well stand before a comment.</summary>
    private static bool TryTakeDelimiter(Cursor cursor) =>
        cursor.TryTake('T') || cursor.TryTake('t') || (cursor.Current == ' ' && IsAtTime(cursor, 1) && cursor.TryTake(' '));

    private static void Date(Cursor cursor, StringBuilder text)
    {
        var year = Field(cursor, text, 4, 1, 9999, "a year");
        Sign(cursor, text, '-', "'-' after the year");
        var month = Field(cursor, text, 2, 1, 12, "a month");
        Sign(cursor, text, '-', "'-' after the month");
        Field(cursor, text, 2, 1, DateTime.DaysInMonth(year, month), "a day of that month");
    }

    private static void Time(Cursor cursor, StringBuilder text)
    {
        Field(cursor, text, 2, 0, 23, "an hour");
        Sign(cursor, text, ':', "':' after the hour");
        Field(cursor, text, 2, 0, 59, "a minute");
        Sign(cursor, text, ':', "':' and seconds after the minute");
        Field(cursor, text, 2, 0, 59, "a second");
        if (cursor.TryTake('.'))
        {
            Fraction(cursor, text);
        }
    }

    /// <summary>To .NET's precision of 100 ns; what is finer is cut off.</summary>
    private static void Fraction(Cursor cursor, StringBuilder text)
    {
        text.Append('.');
        if (!char.IsAsciiDigit(cursor.Current))
        {
            throw cursor.Expected("a digit of the fraction of a second");
        }

        for (var digits = 0; char.IsAsciiDigit(cursor.Current); digits++)
        {
            var digit = cursor.Take();
            if (digits < 7)
            {
                text.Append(digit);
            }
        }
    }

    private static bool TryOffset(Cursor cursor, StringBuilder text)
    {
        if (cursor.TryTake('Z') || cursor.TryTake('z'))
        {
            text.Append('Z');
            return true;
        }

        if (cursor.Current is not ('+' or '-'))
        {
            return false;
        }

        text.Append(cursor.Take());
        Field(cursor, text, 2, 0, 23, "the hours of an offset");
        Sign(cursor, text, ':', "':' in the offset");
        Field(cursor, text, 2, 0, 59, "the minutes of an offset");
        return true;
    }

    private static int Field(Cursor cursor, StringBuilder text, int digits, int min, int max, string name)
    {
        var position = cursor.Position;
        var from = text.Length;
        for (var i = 0; i < digits; i++)
        {
            text.Append(char.IsAsciiDigit(cursor.Current) ? cursor.Take() : throw cursor.Expected($"{name} of {digits} digits"));
        }

        var value = int.Parse(text.ToString(from, digits), CultureInfo.InvariantCulture);
        return value >= min && value <= max ? value
            : throw new TomlException(position, $"expected {name} of {min} to {max}, found {value}");
    }

    private static void Sign(Cursor cursor, StringBuilder text, char sign, string what) =>
        text.Append(cursor.TryTake(sign) ? sign : throw cursor.Expected(what));
}
