using Microsoft.Extensions.Configuration;

namespace Toml.Configuration;

/// <summary>A tree, flattened as .NET configuration wants it.</summary>
public static class TomlEntries
{
    /// <summary>In the document's order. Empty tables and arrays leave nothing.</summary>
    public static IEnumerable<TomlEntry> Of(TomlTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Of(table, null);
    }

    private static IEnumerable<TomlEntry> Of(TomlNode node, string? path) => node switch
    {
        TomlTable table => table.SelectMany(entry => Of(entry.Value, Below(path, entry.Key))),
        TomlArray array => array.SelectMany((item, index) => Of(item, Below(path, index.ToString(System.Globalization.CultureInfo.InvariantCulture)))),
        TomlScalar scalar => [new TomlEntry(path!, scalar.Text, scalar.Position)],
        _ => throw new InvalidOperationException($"{node.GetType()} is no part of a document."),
    };

    private static string Below(string? path, string key) => path is null ? key : ConfigurationPath.Combine(path, key);
}
