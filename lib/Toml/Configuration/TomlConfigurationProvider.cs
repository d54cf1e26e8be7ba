using Microsoft.Extensions.Configuration;

namespace Toml.Configuration;

internal sealed class TomlConfigurationProvider(TomlConfigurationSource source) : FileConfigurationProvider(source)
{
    /// <exception cref="FormatException">Two keys differ by case only, which configuration cannot tell apart.</exception>
    /// <exception cref="TomlException">The file is no TOML document.</exception>
    public override void Load(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in TomlEntries.Of(TomlReader.Read(bytes.ToArray())))
        {
            if (!data.TryAdd(entry.Key, entry.Text))
            {
                throw new FormatException($"{entry.Position}: '{entry.Key}' is there already; keys that differ by case only are one in .NET configuration");
            }
        }

        Data = data;
    }
}
