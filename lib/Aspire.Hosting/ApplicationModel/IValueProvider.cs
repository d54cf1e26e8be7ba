namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives a value once the application runs.</summary>
public interface IValueProvider
{
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);

    /// <summary>As the other overload, seen from the resource that will use the value: a container knows others by other hosts and ports.</summary>
    ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        GetValueAsync(cancellationToken);
}
