using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>What a resource's callbacks say, as they said it: running resolves the values, publishing writes their expressions.</summary>
internal static class ResourceCallbacks
{
    /// <param name="resource">Whose callbacks are asked.</param>
    /// <param name="executionContext">Run or publish mode, which callbacks may look at.</param>
    /// <param name="variables">The defaults; callbacks add to them and change them.</param>
    /// <param name="cancellationToken">Given to callbacks.</param>
    public static async Task AddVariablesAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext, Dictionary<string, object> variables, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(executionContext, resource, variables, cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context);
        }
    }

    public static async Task<IReadOnlyList<object>> ArgumentsOfAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        var arguments = new List<object>();
        var context = new CommandLineArgsCallbackContext(arguments, resource, cancellationToken) { ExecutionContext = executionContext };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context);
        }

        return arguments;
    }
}
