using Microsoft.Extensions.Configuration;

namespace Toml.Configuration;

/// <summary>A TOML file as configuration. Optional, reloaded and found as other files are.</summary>
public sealed class TomlConfigurationSource : FileConfigurationSource
{
    public override IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        EnsureDefaults(builder);
        return new TomlConfigurationProvider(this);
    }
}
