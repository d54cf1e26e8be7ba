using System.Diagnostics;

namespace Aspire.Hosting.Orchestration;

/// <summary>Finds the built program of a project: from what the AppHost's build noted, else by asking MSBuild (about a second).</summary>
internal sealed class ProjectTarget(AppHostMetadata metadata)
{
    /// <exception cref="DistributedApplicationException">The project is not built, or cannot be.</exception>
    public async Task<string> ResolveAsync(IProjectMetadata project, CancellationToken cancellationToken)
    {
        if (!project.SuppressBuild)
        {
            await DotNetAsync(cancellationToken, "build", project.ProjectPath, "--nologo", "-v", "q");
        }

        var target = metadata.TargetOf(project.ProjectPath)
            ?? (await DotNetAsync(cancellationToken, "msbuild", project.ProjectPath, "--nologo", "-getProperty:TargetPath")).Trim();
        return File.Exists(target) ? target : throw new DistributedApplicationException(
            $"The project '{project.ProjectPath}' is not built: '{target}' is missing. Build the AppHost first.");
    }

    private static async Task<string> DotNetAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new DistributedApplicationException("'dotnet' did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? await output : throw new DistributedApplicationException(
            $"dotnet {string.Join(' ', arguments)} failed:\n{await output}{await errors}");
    }
}
