using Microsoft.Extensions.Configuration;

namespace Plane.ServiceDefaults.Configuration;

/// <summary>From configuration to checked sections.</summary>
internal static class SettingsReader
{
    private const string Root = "Plane";

    /// <summary>First names below <see cref="Root"/> that other programs own: one environment may serve several of them.</summary>
    private static readonly string[] Elsewhere = ["Controller", "Drone", "Dns", "Api"];

    public static ProgramSettings Read(IConfigurationRoot configuration, OptionsCatalog catalog)
    {
        var given = configuration.GetSection(Root).AsEnumerable().Where(static pair => pair.Value is not null).Select(static pair => pair.Key).Order(StringComparer.OrdinalIgnoreCase).ToList();
        var wrong = given.Select(path => (Path: path, Fault: FaultOf(configuration, catalog, path))).Where(static found => found.Fault is not null).ToList();
        var readable = Without(configuration, wrong.Select(static found => found.Path));
        var sections = catalog.Classes.Select(type => Bind(readable, type)).ToList();
        var faults = wrong.Select(static found => found.Fault!).Concat(sections.SelectMany(static section => section.Faults()));
        var unknown = given.Where(path => !IsKnown(catalog, path) && !IsElsewhere(catalog, path)).Select(path => Unknown(catalog, path));
        var warnings = configuration.Providers.OfType<FileSettingsSource.Provider>().SelectMany(static provider => provider.Warnings).Concat(unknown);
        return new ProgramSettings(sections, faults.Select(fault => WithOrigin(configuration, fault)), warnings);
    }

    private static string? FaultOf(IConfigurationRoot configuration, OptionsCatalog catalog, string path)
    {
        if (catalog.Keys.FirstOrDefault(key => key.Covers(path)) is not { } known)
        {
            return null;
        }

        try
        {
            configuration.GetValue(known.Type, path);
            return null;
        }
        catch (InvalidOperationException)
        {
            return $"{path} is '{configuration[path]}'; {Wanted(Nullable.GetUnderlyingType(known.Type) ?? known.Type)} is expected.";
        }
    }

    private static string Wanted(Type type) => type switch
    {
        { IsEnum: true } => string.Join(" or ", Enum.GetNames(type)),
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(double) || type == typeof(float) => "a number",
        { IsPrimitive: true } => "a whole number",
        _ => $"a {type.Name}",
    };

    private static IConfigurationRoot Without(IConfigurationRoot configuration, IEnumerable<string> paths)
    {
        var left = paths.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new ConfigurationBuilder().AddInMemoryCollection(configuration.AsEnumerable().Where(pair => pair.Value is not null && !left.Contains(pair.Key))).Build();
    }

    private static ICheckedOptions Bind(IConfigurationRoot configuration, Type type)
    {
        var section = Activator.CreateInstance(type)!;
        configuration.GetSection(OptionsCatalog.SectionOf(type)).Bind(section);
        return section as ICheckedOptions ?? throw new InvalidOperationException($"{type} has a Section but is no {nameof(ICheckedOptions)}.");
    }

    private static bool IsKnown(OptionsCatalog catalog, string path) => catalog.Keys.Any(key => key.Covers(path));

    private static bool IsElsewhere(OptionsCatalog catalog, string path)
    {
        var part = path.Split(':').ElementAtOrDefault(1) ?? "";
        return Elsewhere.Contains(part, StringComparer.OrdinalIgnoreCase) && !catalog.Keys.Any(key => key.Path.Split(':')[1].Equals(part, StringComparison.OrdinalIgnoreCase));
    }

    private static string Unknown(OptionsCatalog catalog, string path) =>
        $"{path} is no setting that is known{(NearestName.Of(path, catalog.Keys.Select(static key => key.Path)) is { } nearest ? $"; did you mean {nearest}?" : "")}";

    /// <summary>Whoever wrote a file looks for its words, not for ours.</summary>
    private static string WithOrigin(IConfigurationRoot configuration, string fault)
    {
        var key = fault.Split(' ')[0];
        var origin = configuration.Providers.OfType<FileSettingsSource.Provider>().Select(provider => provider.OriginOf(key)).FirstOrDefault(static found => found is not null);
        return origin is null ? fault : $"{fault} [{origin}]";
    }
}
