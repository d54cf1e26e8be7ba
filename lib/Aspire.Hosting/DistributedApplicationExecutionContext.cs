namespace Aspire.Hosting;

/// <summary>What the AppHost was started for, for callbacks whose values differ.</summary>
public class DistributedApplicationExecutionContext
{
    private readonly Func<IServiceProvider?>? _services;

    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
        : this(operation, "manifest")
    {
    }

    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation, string publisherName)
    {
        Operation = operation;
        PublisherName = publisherName;
    }

    internal DistributedApplicationExecutionContext(DistributedApplicationOperation operation, Func<IServiceProvider?> services)
        : this(operation) => _services = services;

    public DistributedApplicationOperation Operation { get; }

    public string PublisherName { get; set; }

    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;

    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;

    /// <exception cref="InvalidOperationException">The application has not been built yet.</exception>
    public IServiceProvider ServiceProvider =>
        _services?.Invoke() ?? throw new InvalidOperationException("The services are there once the application has been built.");
}
