namespace Toml;

/// <summary>The document is not TOML 1.0, or larger or deeper than allowed. The message begins with the position.</summary>
public sealed class TomlException : Exception
{
    internal TomlException(TomlPosition position, string fault)
        : base($"{position}: {fault}")
    {
        Position = position;
        Fault = fault;
    }

    /// <summary>Of the first character that does not fit.</summary>
    public TomlPosition Position { get; }

    /// <summary>The message without the position.</summary>
    public string Fault { get; }
}
