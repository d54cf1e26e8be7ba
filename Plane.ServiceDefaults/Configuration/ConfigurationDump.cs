using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Plane.ServiceDefaults.Configuration;

/// <summary>The effective settings as one JSON object: each key with its value and where that was said. Secrets are masked.</summary>
internal static partial class ConfigurationDump
{
    private const string Masked = "***";
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Outside = ["ConnectionStrings:nats", "DOCKER_HOST", "urls"];

    public static string Of(IConfigurationRoot configuration, OptionsCatalog catalog)
    {
        var given = configuration.GetSection("Plane").AsEnumerable().Where(static pair => pair.Value is not null).Select(static pair => pair.Key)
            .Concat(Outside.Where(key => configuration[key] is not null))
            .Where(path => !path.StartsWith("Plane:", StringComparison.OrdinalIgnoreCase) || catalog.Keys.Any(key => key.Covers(path)));
        var silent = catalog.Keys.Where(key => !key.Path.Contains(KeyPath.Any, StringComparison.Ordinal)).Select(static key => key.Path);
        var all = given.Union(silent, StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)
            .ToDictionary(static path => path, path => Line(configuration, catalog, path));
        return JsonSerializer.Serialize(all, Layout);
    }

    private static Dictionary<string, object?> Line(IConfigurationRoot configuration, OptionsCatalog catalog, string path)
    {
        var known = catalog.Keys.FirstOrDefault(key => key.Covers(path));
        var (value, source) = configuration[path] is { } text ? (text, SourceOf(configuration, path)) : (known?.Default, "default");
        return new() { ["value"] = Shown(path, value, known?.Type), ["source"] = source };
    }

    private static object? Shown(string path, object? value, Type? type) => value switch
    {
        null => null,
        string text when SecretName().IsMatch(path) && (type is null || type == typeof(string)) => text.Length == 0 ? text : Masked,
        string text => UserInfo().Replace(text, "${scheme}***@"),
        Enum named => named.ToString(),
        _ => value,
    };

    private static string SourceOf(IConfigurationRoot configuration, string path)
    {
        var provider = configuration.Providers.Last(candidate => candidate.TryGet(path, out _));
        return provider switch
        {
            FileSettingsSource.Provider file => file.OriginOf(path)!,
            JsonConfigurationProvider json => json.Source.Path ?? "JSON",
            EnvironmentVariablesConfigurationProvider => "environment " + path.Replace(":", "__", StringComparison.Ordinal),
            Microsoft.Extensions.Configuration.CommandLine.CommandLineConfigurationProvider => "command line",
            _ => provider.GetType().Name,
        };
    }

    /// <summary>By the words that names of secrets have; values of maps may be anything, so those of <c>Env</c> count too.</summary>
    [GeneratedRegex("(Password|Secret|Token|Hmac|Credential|:Env:|Key$)", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"(?<scheme>\b[a-z][a-z0-9+.-]*://)[^/@,\s]+@", RegexOptions.IgnoreCase)]
    private static partial Regex UserInfo();
}
