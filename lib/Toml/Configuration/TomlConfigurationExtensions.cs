using Microsoft.Extensions.Configuration;

namespace Toml.Configuration;

/// <summary>For configuration builders.</summary>
public static class TomlConfigurationExtensions
{
    /// <summary>Adds a file; one that is missing throws when configuration is built, unless it is optional.</summary>
    public static IConfigurationBuilder AddTomlFile(this IConfigurationBuilder builder, string path, bool optional = false, bool reloadOnChange = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add<TomlConfigurationSource>(source =>
        {
            source.Path = path;
            source.Optional = optional;
            source.ReloadOnChange = reloadOnChange;
            source.ResolveFileProvider();
        });
    }
}
