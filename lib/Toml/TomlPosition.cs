namespace Toml;

/// <summary>A place in a document, as editors count: both from 1, columns in UTF-16 units.</summary>
public readonly record struct TomlPosition(int Line, int Column)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"({Line},{Column})");
}
