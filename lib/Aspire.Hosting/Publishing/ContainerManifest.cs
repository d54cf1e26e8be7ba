using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary><c>container.v0</c>, and <c>container.v1</c> for an image that is built from a Dockerfile.</summary>
internal static class ContainerManifest
{
    public static async Task WriteAsync(ManifestPublishingContext context, ContainerResource container)
    {
        var writer = context.Writer;
        var isBuilt = container.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build);
        writer.WriteString("type", isBuilt ? "container.v1" : "container.v0");
        context.WriteConnectionString(container);
        if (isBuilt)
        {
            WriteBuild(context, build!);
        }
        else
        {
            writer.WriteString("image", ContainerImageName.Of(container));
        }

        if (container.Entrypoint is { } entrypoint)
        {
            writer.WriteString("entrypoint", entrypoint);
        }

        await context.WriteCommandLineArgumentsAsync(container);
        WriteMounts(context, container);
        await context.WriteEnvironmentVariablesAsync(container);
        context.WriteBindings(container);
    }

    private static void WriteBuild(ManifestPublishingContext context, DockerfileBuildAnnotation build)
    {
        var writer = context.Writer;
        writer.WriteStartObject("build");
        writer.WriteString("context", context.GetManifestRelativePath(build.ContextPath));
        writer.WriteString("dockerfile", context.GetManifestRelativePath(build.DockerfilePath));
        if (build.Stage is { } stage)
        {
            writer.WriteString("stage", stage);
        }

        context.WriteTexts("args", build.BuildArguments);
        WriteSecrets(context, build);
        writer.WriteEndObject();
    }

    private static void WriteSecrets(ManifestPublishingContext context, DockerfileBuildAnnotation build)
    {
        if (build.BuildSecrets.Count == 0)
        {
            return;
        }

        var writer = context.Writer;
        writer.WriteStartObject("secrets");
        foreach (var (name, value) in build.BuildSecrets)
        {
            writer.WriteStartObject(name);
            writer.WriteString("type", "env");
            writer.WriteString("value", context.Values.TextOf(value));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteMounts(ManifestPublishingContext context, ContainerResource container)
    {
        var mounts = container.Annotations.OfType<ContainerMountAnnotation>().ToLookup(m => m.Type);
        WriteMounts(context, "bindMounts", mounts[ContainerMountType.BindMount], "source", m => context.GetManifestRelativePath(m.Source));
        WriteMounts(context, "volumes", mounts[ContainerMountType.Volume], "name", m => m.Source ?? throw new DistributedApplicationException(
            $"The volume at '{m.Target}' of '{container.Name}' has no name, and a manifest wants one: give it to WithVolume."));
    }

    private static void WriteMounts(
        ManifestPublishingContext context, string name, IEnumerable<ContainerMountAnnotation> mounts, string sourceName, Func<ContainerMountAnnotation, string?> sourceOf)
    {
        var writer = context.Writer;
        var isOpen = false;
        foreach (var mount in mounts)
        {
            if (!isOpen)
            {
                writer.WriteStartArray(name);
                isOpen = true;
            }

            writer.WriteStartObject();
            writer.WriteString(sourceName, sourceOf(mount));
            writer.WriteString("target", mount.Target);
            writer.WriteBoolean("readOnly", mount.IsReadOnly);
            writer.WriteEndObject();
        }

        if (isOpen)
        {
            writer.WriteEndArray();
        }
    }
}
