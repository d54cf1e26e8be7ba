namespace Toml.Parsing;

/// <summary>What made a table (TOML 1.0, "Table", "Inline Table").</summary>
internal enum TableOrigin
{
    /// <summary>A longer header, <c>[a.b]</c> for <c>a</c>: a header of its own may follow, once.</summary>
    SuperTable,

    /// <summary>Its header, or one of <c>[[…]]</c>: not again.</summary>
    Header,

    /// <summary>A dotted key: more such keys may follow in the same section, sub-tables anywhere, a header not.</summary>
    DottedKey,

    /// <summary>Braces: complete as it stands.</summary>
    Inline,
}
