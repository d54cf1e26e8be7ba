using Microsoft.Extensions.Configuration;

namespace Plane.ServiceDefaults.Configuration;

/// <summary>A translated file as configuration; remembers where each value was said.</summary>
internal sealed class FileSettingsSource(FileTranslation translation) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(translation);

    internal sealed class Provider : ConfigurationProvider
    {
        private readonly FileTranslation _translation;

        public Provider(FileTranslation translation)
        {
            _translation = translation;
            Data = translation.Settings.ToDictionary(static setting => setting.Key, static setting => (string?)setting.Value.Value, StringComparer.OrdinalIgnoreCase);
        }

        public IEnumerable<string> Warnings => _translation.Warnings;

        public string? OriginOf(string key) => _translation.Settings.TryGetValue(key, out var entry) ? entry.Origin : null;
    }
}
