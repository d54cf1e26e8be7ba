namespace Aspire.Hosting.ApplicationModel;

/// <summary>The launch profile a project runs with; null when it runs with none.</summary>
internal sealed class LaunchProfileAnnotation(string? name, LaunchProfile? profile) : IResourceAnnotation
{
    public string? Name { get; } = name;

    public LaunchProfile? Profile { get; } = profile;
}
