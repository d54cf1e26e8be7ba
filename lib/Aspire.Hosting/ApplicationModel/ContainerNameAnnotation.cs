namespace Aspire.Hosting.ApplicationModel;

/// <summary>The container's name at the engine.</summary>
public sealed class ContainerNameAnnotation : IResourceAnnotation
{
    public required string Name { get; set; }
}
