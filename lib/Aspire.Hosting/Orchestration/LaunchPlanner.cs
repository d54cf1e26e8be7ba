using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Orchestration;

/// <summary>Says how a replica is started.</summary>
internal sealed class LaunchPlanner(
    IHostEnvironment host, ProjectTarget projectTarget, ResourceEnvironment environment, ContainerLaunch containers, AppHostStore store)
{
    public async Task<LaunchPlan> PlanAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        var variables = await environment.ResolveAsync(instance, cancellationToken);
        var arguments = await environment.ArgumentsAsync(instance.Resource, cancellationToken);
        return instance.Resource switch
        {
            ProjectResource project => await ProjectAsync(project, variables, arguments, cancellationToken),
            ExecutableResource executable => Executable(executable, variables, arguments),
            ContainerResource container when !container.RunsAsContainer() => Local(container, variables, arguments),
            ContainerResource container => await containers.PlanAsync(container, instance, variables, arguments, cancellationToken),
            _ => throw new InvalidOperationException($"'{instance.Resource.Name}' is not something that can be started."),
        };
    }

    private async Task<LaunchPlan> ProjectAsync(
        ProjectResource project, IReadOnlyDictionary<string, string> variables, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var metadata = project.TryGetLastAnnotation<IProjectMetadata>(out var m) ? m
            : throw new DistributedApplicationException($"The project resource '{project.Name}' names no project.");
        var target = await projectTarget.ResolveAsync(metadata, cancellationToken);
        var program = Path.ChangeExtension(target, null);
        var directory = Path.GetDirectoryName(metadata.ProjectPath)!;
        return File.Exists(program)
            ? new LaunchPlan(program, arguments, directory, variables)
            : new LaunchPlan("dotnet", [target, .. arguments], directory, variables);
    }

    private LaunchPlan Executable(
        ExecutableResource executable, IReadOnlyDictionary<string, string> variables, IReadOnlyList<string> arguments)
    {
        var command = executable.Command.Contains('/', StringComparison.Ordinal)
            ? Path.GetFullPath(executable.Command, host.ContentRootPath)
            : CommandPath.Find(executable.Command)
                ?? throw new DistributedApplicationException($"The program '{executable.Command}' is not on PATH.");
        return new LaunchPlan(command, arguments, Path.GetFullPath(executable.WorkingDirectory, host.ContentRootPath), variables);
    }

    private LaunchPlan Local(ContainerResource container, IReadOnlyDictionary<string, string> variables, IReadOnlyList<string> arguments)
    {
        var mounts = container.Annotations.OfType<ContainerMountAnnotation>().ToArray();
        string[] translated = [.. arguments.Select(a => mounts.FirstOrDefault(m => m.Target == a) is { } mount ? DirectoryOf(mount) : a)];
        var state = store.PrivateDirectoryFor("run", container.Name);
        var local = container.TryGetLastAnnotation<LocalCommandAnnotation>(out var annotation) ? annotation
            : throw new InvalidOperationException($"'{container.Name}' has no local program.");
        var command = local.Make(new LocalCommandContext(container, translated, state));
        return new LaunchPlan(command.FileName, command.Arguments, state, variables);
    }

    private string DirectoryOf(ContainerMountAnnotation mount) => mount.Type == ContainerMountType.BindMount
        ? Directory.CreateDirectory(mount.Source!).FullName
        : store.DirectoryFor("volumes", mount.Source ?? Path.GetRandomFileName());
}
