namespace Aspire.Hosting.ApplicationModel;

/// <summary>When the engine fetches the container's image.</summary>
public sealed class ContainerImagePullPolicyAnnotation : IResourceAnnotation
{
    public required ImagePullPolicy ImagePullPolicy { get; set; }
}
