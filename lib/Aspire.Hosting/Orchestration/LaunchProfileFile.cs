using System.Text.Json;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Reads <c>Properties/launchSettings.json</c> of a project.</summary>
internal static partial class LaunchProfileFile
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The named profile, or the default one; null when the project has none.</summary>
    /// <exception cref="DistributedApplicationException">There is no profile of that name, or the file is broken.</exception>
    public static LaunchProfileAnnotation? Choose(IProjectMetadata project, string? name)
    {
        var profiles = (project.LaunchSettings ?? Read(project))?.Profiles ?? [];
        if (name is not null)
        {
            return profiles.TryGetValue(name, out var named) ? new LaunchProfileAnnotation(name, named)
                : throw new DistributedApplicationException($"The project '{project.ProjectPath}' has no launch profile '{name}'.");
        }

        var wanted = Environment.GetEnvironmentVariable("DOTNET_LAUNCH_PROFILE");
        var chosen = profiles.FirstOrDefault(p => p.Key == wanted && IsProject(p.Value));
        chosen = chosen.Value is null ? profiles.FirstOrDefault(p => IsProject(p.Value)) : chosen;
        return chosen.Value is null ? null : new LaunchProfileAnnotation(chosen.Key, chosen.Value);
    }

    public static string[] Arguments(LaunchProfile profile) =>
        [.. Words().Matches(profile.CommandLineArgs ?? string.Empty).Select(m => m.Value.Replace("\"", string.Empty, StringComparison.Ordinal))];

    private static bool IsProject(LaunchProfile profile) => profile.CommandName == "Project";

    private static LaunchSettings? Read(IProjectMetadata project)
    {
        var file = Path.Combine(Path.GetDirectoryName(project.ProjectPath) ?? ".", "Properties", "launchSettings.json");
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<LaunchSettings>(File.ReadAllText(file), Format) : null;
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"'{file}' is not a launch settings file: {e.Message}", e);
        }
    }

    [GeneratedRegex("(?:\"[^\"]*\"|[^\\s\"])+")]
    private static partial Regex Words();
}
