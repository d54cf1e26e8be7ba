namespace Aspire.Hosting.Orchestration;

internal sealed class ProjectAtPath(string path) : IProjectMetadata
{
    public string ProjectPath { get; } = path;
}
