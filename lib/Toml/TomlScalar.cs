namespace Toml;

/// <summary>A value without parts.</summary>
public sealed class TomlScalar : TomlNode
{
    internal TomlScalar(TomlPosition position, TomlKind kind, string text)
        : base(position)
    {
        Kind = kind;
        Text = text;
    }

    public TomlKind Kind { get; }

    /// <summary>
    /// The value as the invariant culture writes and parses it, whatever notation the document chose: <c>255</c> for <c>0xff</c>,
    /// <c>Infinity</c> for <c>inf</c>, dates with <c>T</c> and <c>Z</c> in upper case. A string is itself.
    /// </summary>
    public string Text { get; }
}
