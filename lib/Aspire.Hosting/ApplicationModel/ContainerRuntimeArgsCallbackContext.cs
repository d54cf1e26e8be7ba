namespace Aspire.Hosting.ApplicationModel;

/// <summary>Given to callbacks that add options to <c>docker run</c>.</summary>
public sealed class ContainerRuntimeArgsCallbackContext(IList<object> args, CancellationToken cancellationToken = default)
{
    public IList<object> Args { get; } = args;

    public CancellationToken CancellationToken { get; } = cancellationToken;
}
