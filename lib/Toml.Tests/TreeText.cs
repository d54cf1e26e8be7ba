using System.Text.Json;

namespace Toml.Tests;

/// <summary>A tree on one line: as JSON, with <c>~</c> before floats and <c>@</c> before dates and times.</summary>
internal static class TreeText
{
    public static string Of(TomlNode node) => node switch
    {
        TomlTable table => $"{{{string.Join(',', table.Select(static entry => $"{Quoted(entry.Key)}:{Of(entry.Value)}"))}}}",
        TomlArray array => $"[{string.Join(',', array.Select(Of))}]",
        TomlScalar { Kind: TomlKind.String } text => Quoted(text.Text),
        TomlScalar { Kind: TomlKind.Integer or TomlKind.Boolean } plain => plain.Text,
        TomlScalar { Kind: TomlKind.Float } real => "~" + real.Text,
        TomlScalar moment => "@" + moment.Text,
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
