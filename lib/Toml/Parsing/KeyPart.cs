namespace Toml.Parsing;

/// <summary>One of the names between the dots of a key.</summary>
internal readonly record struct KeyPart(string Name, TomlPosition Position);
