namespace Aspire.Hosting.Orchestration;

/// <summary>Finds the built program of a project: from what the AppHost's build noted, else by asking MSBuild (about a second).</summary>
internal sealed class ProjectTarget(AppHostMetadata metadata)
{
    /// <exception cref="DistributedApplicationException">The project is not built, or cannot be.</exception>
    public async Task<string> ResolveAsync(IProjectMetadata project, CancellationToken cancellationToken)
    {
        if (!project.SuppressBuild)
        {
            await ToolRun.OutputOfAsync("dotnet", ["build", project.ProjectPath, "--nologo", "-v", "q"], cancellationToken);
        }

        var target = metadata.TargetOf(project.ProjectPath)
            ?? (await ToolRun.OutputOfAsync("dotnet", ["msbuild", project.ProjectPath, "--nologo", "-getProperty:TargetPath"], cancellationToken)).Trim();
        return File.Exists(target) ? target : throw new DistributedApplicationException(
            $"The project '{project.ProjectPath}' is not built: '{target}' is missing. Build the AppHost first.");
    }
}
