using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says how a resource is related to another; <c>Reference</c> and <c>WaitFor</c> come with the methods of those names.</summary>
[DebuggerDisplay("Type = {Type}, Resource = {Resource.Name}")]
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    internal const string Reference = "Reference";
    internal const string WaitFor = "WaitFor";

    public IResource Resource { get; } = resource;

    public string Type { get; } = type;
}
