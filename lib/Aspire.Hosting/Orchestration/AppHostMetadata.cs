using System.Reflection;

namespace Aspire.Hosting.Orchestration;

/// <summary>What build/AppHost.targets wrote into the AppHost's assembly.</summary>
internal sealed class AppHostMetadata(Assembly? assembly)
{
    /// <summary>Prefix of the entries that say where a referenced project's program was built to.</summary>
    private const string TargetPrefix = "apphostprojecttarget:";

    private readonly Dictionary<string, string?> _entries = (assembly?.GetCustomAttributes<AssemblyMetadataAttribute>() ?? [])
        .GroupBy(a => a.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.OrdinalIgnoreCase);

    public string Name => assembly?.GetName().Name ?? "AppHost";

    /// <summary>The project's directory on the machine that built it, if that is this one.</summary>
    public string? ProjectDirectory => Directory.Exists(this["apphostprojectpath"]) ? this["apphostprojectpath"] : null;

    public string? IntermediateDirectory => this["apphostprojectbaseintermediateoutputpath"];

    public string? UserSecretsId => this["apphostusersecretsid"];

    private string? this[string key] => _entries.GetValueOrDefault(key) is { Length: > 0 } value ? value : null;

    public string? TargetOf(string projectPath) => this[TargetPrefix + projectPath];
}
