using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ContainerResourceBuilderExtensions
{
    /// <summary>Adds a container whose image is built from a Dockerfile.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="contextPath">The folder the build may read, relative to the AppHost's directory.</param>
    /// <param name="dockerfilePath">Relative to the context; default <c>Dockerfile</c>.</param>
    /// <param name="stage">The stage to build; null for the last.</param>
    public static IResourceBuilder<ContainerResource> AddDockerfile(
        this IDistributedApplicationBuilder builder, string name, string contextPath, string? dockerfilePath = null, string? stage = null) =>
        builder.AddResource(new ContainerResource(name)).WithDockerfile(contextPath, dockerfilePath, stage);

    /// <inheritdoc cref="AddDockerfile"/>
    public static IResourceBuilder<T> WithDockerfile<T>(
        this IResourceBuilder<T> builder, string contextPath, string? dockerfilePath = null, string? stage = null)
        where T : ContainerResource
    {
        var context = Path.GetFullPath(contextPath, builder.ApplicationBuilder.AppHostDirectory);
        return builder
            .WithAnnotation(
                new DockerfileBuildAnnotation(context, Path.GetFullPath(dockerfilePath ?? "Dockerfile", context), stage),
                ResourceAnnotationMutationBehavior.Replace)
            .WithImage(builder.Resource.Name.ToLowerInvariant());
    }

    /// <param name="builder">The container.</param>
    /// <param name="name">As the Dockerfile's <c>ARG</c> has it.</param>
    /// <param name="value">Text, or something with a value: a parameter, an endpoint, an expression.</param>
    public static IResourceBuilder<T> WithBuildArg<T>(this IResourceBuilder<T> builder, string name, object? value)
        where T : ContainerResource
    {
        builder.Dockerfile().BuildArguments[name] = value;
        return builder;
    }

    /// <inheritdoc cref="WithBuildArg{T}(IResourceBuilder{T}, string, object?)"/>
    /// <exception cref="InvalidOperationException">A secret, which would be in the image's history: use <see cref="WithBuildSecret"/>.</exception>
    public static IResourceBuilder<T> WithBuildArg<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> value)
        where T : ContainerResource => value.Resource.Secret
            ? throw new InvalidOperationException($"The parameter '{value.Resource.Name}' is secret and must not be a build argument: everybody with the image can read these.")
            : builder.WithBuildArg(name, (object)value.Resource);

    /// <summary>Gives the build a secret, mounted at <c>/run/secrets/{name}</c>.</summary>
    public static IResourceBuilder<T> WithBuildSecret<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> value)
        where T : ContainerResource
    {
        builder.Dockerfile().BuildSecrets[name] = value.Resource;
        return builder;
    }

    private static DockerfileBuildAnnotation Dockerfile<T>(this IResourceBuilder<T> builder)
        where T : ContainerResource => builder.Resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build)
            ? build : throw new InvalidOperationException($"The container '{builder.Resource.Name}' is not built from a Dockerfile.");
}
