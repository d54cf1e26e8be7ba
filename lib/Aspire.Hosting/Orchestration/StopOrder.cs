using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// Who must be gone before whom: what uses another by reference goes first, and so does what waited for another —
/// unless the other refers to it (two that know each other: the reference counts).
/// </summary>
internal static class StopOrder
{
    /// <summary>The resources that must have stopped before <paramref name="resource"/> may.</summary>
    public static IReadOnlyList<IResource> Before(IResource resource, IReadOnlyCollection<IResource> all) =>
        [.. all.Where(other => !ReferenceEquals(other, resource) && GoesBefore(other, resource))];

    private static bool GoesBefore(IResource first, IResource second) =>
        RefersTo(first, second) ? !RefersTo(second, first) || string.CompareOrdinal(first.Name, second.Name) < 0
            : WaitsFor(first, second) && !RefersTo(second, first) && !WaitsFor(second, first);

    private static bool RefersTo(IResource resource, IResource other) => Has(resource, other, ResourceRelationshipAnnotation.Reference);

    private static bool WaitsFor(IResource resource, IResource other) => Has(resource, other, ResourceRelationshipAnnotation.WaitFor);

    private static bool Has(IResource resource, IResource other, string type) =>
        resource.Annotations.OfType<ResourceRelationshipAnnotation>().Any(r => r.Type == type && ReferenceEquals(r.Resource, other));
}
