namespace Toml;

/// <summary>What a document may cost.</summary>
/// <param name="MaxCharacters">Of the whole text. Default 1,048,576.</param>
/// <param name="MaxDepth">Of a header's parts, and below it of dots, brackets and braces inside each other. Default 64.</param>
public sealed record TomlLimits(int MaxCharacters = 1 << 20, int MaxDepth = 64)
{
    public static TomlLimits Default { get; } = new();
}
