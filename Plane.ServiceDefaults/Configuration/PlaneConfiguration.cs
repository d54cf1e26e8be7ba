using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Plane.ServiceDefaults.Configuration;

/// <summary>How a program comes to its settings: files, environment and command line in, checked sections out.</summary>
public static class PlaneConfiguration
{
    /// <summary>
    /// Adds the file of <c>--config</c> and the <c>PLANE_</c> environment: they win over <c>appsettings.json</c> and yield to <c>Plane__…</c> and the command line.
    /// </summary>
    /// <exception cref="SettingsException">The file cannot be read.</exception>
    public static void AddPlaneFile(this IConfigurationManager configuration, ProgramKind program, ProgramArguments arguments)
    {
        var source = new FileSettingsSource(FileSettings.Read(program, arguments.ConfigFile, FileSettings.ProcessEnvironment()));
        var environment = configuration.Sources.LastOrDefault(static known => known is EnvironmentVariablesConfigurationSource { Prefix: null or "" });
        configuration.Sources.Insert(environment is null ? configuration.Sources.Count : configuration.Sources.IndexOf(environment), source);
    }

    /// <summary>Reads and checks all sections of a program, and tells at start what in them has no effect.</summary>
    /// <param name="others">What else is wrong, and what in one section does not go with another.</param>
    /// <exception cref="SettingsException">All faults of all sections.</exception>
    public static ProgramSettings ReadSettings(this IHostApplicationBuilder builder, Assembly program, Func<ProgramSettings, IEnumerable<string>> others)
    {
        var settings = SettingsReader.Read((IConfigurationRoot)builder.Configuration, OptionsCatalog.Of(program));
        var faults = settings.Faults.Concat(others(settings)).Distinct().ToList();
        if (faults.Count > 0)
        {
            throw new SettingsException(faults);
        }

        builder.Services.AddSingleton(settings).AddHostedService<SettingsNotice>();
        return settings;
    }

    /// <summary>The effective settings as JSON, secrets masked; and what is wrong with them.</summary>
    /// <exception cref="SettingsException">The file cannot be read.</exception>
    public static (string Json, ProgramSettings Settings) Describe(IConfigurationManager configuration, ProgramKind program, ProgramArguments arguments, Assembly assembly)
    {
        configuration.AddPlaneFile(program, arguments);
        var catalog = OptionsCatalog.Of(assembly);
        var root = (IConfigurationRoot)configuration;
        return (ConfigurationDump.Of(root, catalog), SettingsReader.Read(root, catalog));
    }
}
