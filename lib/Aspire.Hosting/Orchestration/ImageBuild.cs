using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Builds the image of a container that comes from a Dockerfile, before it starts.</summary>
internal sealed class ImageBuild(DistributedApplicationExecutionContext executionContext)
{
    /// <summary>Does nothing for other containers.</summary>
    /// <exception cref="DistributedApplicationException">The build failed.</exception>
    public async Task BuildAsync(string docker, ContainerResource container, CancellationToken cancellationToken)
    {
        if (!container.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build))
        {
            return;
        }

        List<string> command = ["build", "-q", "-t", ContainerImageName.Of(container), "-f", build.DockerfilePath];
        var environment = new Dictionary<string, string>();
        if (build.Stage is { } stage)
        {
            command.AddRange(["--target", stage]);
        }

        foreach (var (name, value) in build.BuildArguments)
        {
            // Without a value the client takes it from its environment, which is on nobody's screen.
            command.AddRange(["--build-arg", name]);
            environment[name] = await TextOfAsync(value, container, cancellationToken);
        }

        foreach (var (name, value) in build.BuildSecrets)
        {
            var variable = $"ASPIRE_BUILD_SECRET_{environment.Count}";
            command.AddRange(["--secret", $"id={name},env={variable}"]);
            environment[variable] = await TextOfAsync(value, container, cancellationToken);
        }

        if (build.BuildSecrets.Count > 0)
        {
            environment["DOCKER_BUILDKIT"] = "1"; // the classic builder knows no secrets
        }

        await ToolRun.OutputOfAsync(docker, [.. command, build.ContextPath], cancellationToken, environment);
    }

    private async ValueTask<string> TextOfAsync(object? value, IResource caller, CancellationToken cancellationToken) => value is IValueProvider provider
        ? await provider.GetValueAsync(new ValueProviderContext { ExecutionContext = executionContext, Caller = caller }, cancellationToken) ?? string.Empty
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
