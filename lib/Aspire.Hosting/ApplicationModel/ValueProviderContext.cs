namespace Aspire.Hosting.ApplicationModel;

/// <summary>For whom a value is resolved.</summary>
public class ValueProviderContext
{
    public DistributedApplicationExecutionContext? ExecutionContext { get; init; }

    /// <summary>The resource whose environment or arguments the value goes into; null for the AppHost itself.</summary>
    public IResource? Caller { get; init; }
}
