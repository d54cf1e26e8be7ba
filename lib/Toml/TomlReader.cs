using System.Text;
using Toml.Parsing;

namespace Toml;

/// <summary>Reads TOML 1.0.0 documents. Does no IO, remembers nothing.</summary>
public static class TomlReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="TomlException">The text is no TOML document, or beyond the limits.</exception>
    public static TomlTable Read(string text, TomlLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        limits ??= TomlLimits.Default;
        return text.Length <= limits.MaxCharacters
            ? new DocumentParser(new Cursor(text), limits).Parse()
            : throw new TomlException(new TomlPosition(1, 1), $"the document has {text.Length} characters; at most {limits.MaxCharacters} are allowed");
    }

    /// <summary>A file's bytes, which must be UTF-8; a byte order mark is skipped.</summary>
    /// <exception cref="TomlException">The bytes are no TOML document, or beyond the limits.</exception>
    public static TomlTable Read(ReadOnlySpan<byte> utf8, TomlLimits? limits = null)
    {
        try
        {
            return Read(Strict.GetString(utf8), limits);
        }
        catch (DecoderFallbackException exception)
        {
            var before = Encoding.UTF8.GetString(utf8[..exception.Index]);
            var position = new TomlPosition(1 + before.Count('\n'), before.Length - before.LastIndexOf('\n'));
            throw new TomlException(position, "expected UTF-8, found bytes that are not");
        }
    }
}
