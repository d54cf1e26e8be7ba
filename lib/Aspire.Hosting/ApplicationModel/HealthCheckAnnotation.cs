namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names a registered health check a resource must pass to be healthy.</summary>
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    public string Key { get; } = key;
}
