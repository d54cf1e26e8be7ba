namespace Aspire.Hosting.ApplicationModel;

/// <summary>The finished model: what <see cref="DistributedApplication"/> runs.</summary>
public class DistributedApplicationModel(IResourceCollection resources)
{
    public IResourceCollection Resources { get; } = resources;
}
