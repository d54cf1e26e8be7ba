namespace Toml.Configuration;

/// <summary>One scalar of a document, by its place in .NET configuration.</summary>
/// <param name="Key">Names and array indices by <c>:</c>.</param>
/// <param name="Text">See <see cref="TomlScalar.Text"/>.</param>
public sealed record TomlEntry(string Key, string Text, TomlPosition Position);
