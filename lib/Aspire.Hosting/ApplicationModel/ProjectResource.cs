namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project, run as its built program.</summary>
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport, IComputeResource
{
}
