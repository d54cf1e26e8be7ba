namespace Aspire.Hosting.ApplicationModel;

/// <summary>The container's image is built from a Dockerfile.</summary>
/// <param name="contextPath">Full path of the folder the build may read.</param>
/// <param name="dockerfilePath">Full path of the Dockerfile.</param>
/// <param name="stage">The stage to build; null for the last.</param>
public class DockerfileBuildAnnotation(string contextPath, string dockerfilePath, string? stage) : IResourceAnnotation
{
    public string ContextPath { get; } = contextPath;

    public string DockerfilePath { get; } = dockerfilePath;

    public string? Stage { get; } = stage;

    /// <summary>Values as in an environment: text, parameters, expressions.</summary>
    public Dictionary<string, object?> BuildArguments { get; } = [];

    /// <summary>Given to the build alone, by id; they are not in the image.</summary>
    public Dictionary<string, object> BuildSecrets { get; } = [];
}
