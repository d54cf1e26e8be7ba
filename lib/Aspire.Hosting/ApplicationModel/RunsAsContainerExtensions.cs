namespace Aspire.Hosting.ApplicationModel;

internal static class RunsAsContainerExtensions
{
    public static bool RunsAsContainer(this IResource resource) =>
        resource is ContainerResource && !resource.HasAnnotationOfType<LocalProcessAnnotation>();
}
