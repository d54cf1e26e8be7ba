using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Plane.Controller;
using Plane.Dns;
using Plane.Drone;
using Plane.ServiceDefaults.Configuration;

namespace Plane.Tests.ServiceDefaults.Configuration;

/// <summary>Settings of a program, given in one form or another.</summary>
internal static class Given
{
    public static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    public static Assembly AssemblyOf(ProgramKind program) => program switch
    {
        ProgramKind.Controller => typeof(ControllerApp).Assembly,
        ProgramKind.Drone => typeof(DroneApp).Assembly,
        _ => typeof(DnsApp).Assembly,
    };

    public static OptionsCatalog CatalogOf(ProgramKind program) => OptionsCatalog.Of(AssemblyOf(program));

    /// <summary>By a TOML document and <c>PLANE_</c> variables.</summary>
    public static IConfigurationRoot Told(ProgramKind program, string document, params (string Name, string Value)[] environment)
    {
        using var file = new TemporaryFile(document);
        var variables = environment.Select(static variable => KeyValuePair.Create(variable.Name, variable.Value));
        return new ConfigurationBuilder().Add(new FileSettingsSource(FileSettings.Read(program, file.Path, variables))).Build();
    }

    /// <summary>By the variables alone, as .NET reads them and as <c>PLANE_</c> ones.</summary>
    public static IConfigurationRoot Environment(ProgramKind program, params (string Name, string Value)[] environment)
    {
        var variables = environment.Select(static variable => KeyValuePair.Create(variable.Name, variable.Value)).ToList();
        return new ConfigurationBuilder()
            .Add(new FileSettingsSource(FileSettings.Read(program, null, variables)))
            .AddInMemoryCollection(variables.Select(static variable => KeyValuePair.Create(variable.Key.Replace("__", ":", StringComparison.Ordinal), (string?)variable.Value)))
            .Build();
    }

    public static ProgramSettings Settings(ProgramKind program, params (string Path, string Value)[] settings) =>
        SettingsReader.Read(
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Path, (string?)setting.Value))).Build(),
            CatalogOf(program));

    /// <summary>All that a program takes from its settings, as one text.</summary>
    public static string Options(ProgramKind program, IConfigurationRoot configuration)
    {
        var catalog = CatalogOf(program);
        var sections = catalog.Classes.ToDictionary(OptionsCatalog.SectionOf, type => Bound(configuration, type));
        return JsonSerializer.Serialize(sections, Layout) + configuration["ConnectionStrings:nats"] + configuration["DOCKER_HOST"];
    }

    private static object Bound(IConfigurationRoot configuration, Type type)
    {
        var section = Activator.CreateInstance(type)!;
        configuration.GetSection(OptionsCatalog.SectionOf(type)).Bind(section);
        return section;
    }
}
