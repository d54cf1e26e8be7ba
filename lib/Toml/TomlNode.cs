namespace Toml;

/// <summary>A table, an array or a scalar.</summary>
public abstract class TomlNode
{
    private protected TomlNode(TomlPosition position) => Position = position;

    /// <summary>Where the value begins; of a table, where the key or header that made it begins.</summary>
    public TomlPosition Position { get; }
}
