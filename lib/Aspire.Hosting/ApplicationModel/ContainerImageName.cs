namespace Aspire.Hosting.ApplicationModel;

internal static class ContainerImageName
{
    /// <summary>The reference an engine understands: registry, image and tag or digest.</summary>
    /// <exception cref="DistributedApplicationException">The container names no image.</exception>
    public static string Of(ContainerResource container)
    {
        var image = container.TryGetLastAnnotation<ContainerImageAnnotation>(out var annotation) ? annotation
            : throw new DistributedApplicationException($"The container '{container.Name}' names no image.");
        var registry = image.Registry is { Length: > 0 } host ? host + "/" : string.Empty;
        return image.SHA256 is { } digest ? $"{registry}{image.Image}@sha256:{digest}" : $"{registry}{image.Image}:{image.Tag ?? "latest"}";
    }
}
