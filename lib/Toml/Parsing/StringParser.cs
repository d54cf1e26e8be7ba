using System.Text;

namespace Toml.Parsing;

/// <summary>The four forms of strings.</summary>
internal static class StringParser
{
    public static string Parse(Cursor cursor) =>
        cursor.TryTake("\"\"\"") ? Lines(cursor, '"')
        : cursor.TryTake("'''") ? Lines(cursor, '\'')
        : cursor.TryTake('"') ? Basic(cursor)
        : cursor.TryTake('\'') ? Literal(cursor)
        : throw cursor.Expected("a string");

    /// <summary>After the opening quote.</summary>
    public static string Basic(Cursor cursor)
    {
        var text = new StringBuilder();
        while (!cursor.TryTake('"'))
        {
            if (cursor.TryTake('\\'))
            {
                Escape(cursor, text);
            }
            else
            {
                One(cursor, text, "'\"' at the end of a string");
            }
        }

        return text.ToString();
    }

    /// <summary>After the opening quote.</summary>
    public static string Literal(Cursor cursor)
    {
        var text = new StringBuilder();
        while (!cursor.TryTake('\''))
        {
            One(cursor, text, "''' at the end of a literal string");
        }

        return text.ToString();
    }

    /// <summary>After the three opening quotes: a newline right there does not count, others are <c>\n</c>.</summary>
    private static string Lines(Cursor cursor, char quote)
    {
        var text = new StringBuilder();
        cursor.TryTakeNewline();
        while (!TryEnd(cursor, quote, text))
        {
            if (cursor.TryTakeNewline())
            {
                text.Append('\n');
            }
            else if (quote == '"' && cursor.TryTake('\\'))
            {
                if (!TrySkipToText(cursor))
                {
                    Escape(cursor, text);
                }
            }
            else
            {
                One(cursor, text, $"{new string(quote, 3)} at the end of a string of several lines");
            }
        }

        return text.ToString();
    }

    /// <summary>Three quotes end it; one or two more before them belong to the string.</summary>
    private static bool TryEnd(Cursor cursor, char quote, StringBuilder text)
    {
        if (cursor.Current != quote || cursor.Ahead(1) != quote || cursor.Ahead(2) != quote)
        {
            return false;
        }

        for (var extra = 0; extra < 2 && cursor.Ahead(3) == quote; extra++)
        {
            text.Append(cursor.Take());
        }

        cursor.Take();
        cursor.Take();
        cursor.Take();
        return true;
    }

    /// <summary>A backslash at the end of a line: all white space up to the next text is left out.</summary>
    private static bool TrySkipToText(Cursor cursor)
    {
        var ahead = 0;
        while (cursor.Ahead(ahead) is ' ' or '\t')
        {
            ahead++;
        }

        if (cursor.Ahead(ahead) != '\n' && (cursor.Ahead(ahead) != '\r' || cursor.Ahead(ahead + 1) != '\n'))
        {
            return false;
        }

        do
        {
            cursor.SkipSpace();
        }
        while (cursor.TryTakeNewline());
        return true;
    }

    private static void One(Cursor cursor, StringBuilder text, string end)
    {
        if (cursor.IsAtEnd || cursor.IsAtNewline)
        {
            throw cursor.Expected(end);
        }

        cursor.RefuseControl("a string");
        text.Append(cursor.Take());
    }

    private static void Escape(Cursor cursor, StringBuilder text)
    {
        text.Append(cursor.Current switch
        {
            'b' => "\b",
            't' => "\t",
            'n' => "\n",
            'f' => "\f",
            'r' => "\r",
            '"' => "\"",
            '\\' => "\\",
            'u' => Scalar(cursor, 4),
            'U' => Scalar(cursor, 8),
            _ => throw cursor.Expected("one of b, t, n, f, r, \", \\, u, U after '\\'"),
        });
        cursor.Take();
    }

    /// <summary>From the <c>u</c> to before its last digit.</summary>
    private static string Scalar(Cursor cursor, int digits)
    {
        var value = 0u;
        var position = cursor.Position;
        for (var i = 0; i < digits; i++)
        {
            cursor.Take();
            value = char.IsAsciiHexDigit(cursor.Current) ? (value * 16) + (uint)Convert.ToInt32(cursor.Current.ToString(), 16)
                : throw cursor.Expected($"{digits} hexadecimal digits");
        }

        return Rune.IsValid(value) ? new Rune(value).ToString()
            : throw new TomlException(position, $"U+{value:X4} is no Unicode scalar value");
    }
}
