using System.Reflection;

namespace Aspire.Hosting.Testing;

/// <summary>Runs an AppHost inside a test.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>Runs the AppHost's entry point up to its call of Build. Proxied endpoints get free ports (<c>DcpPublisher:RandomizePorts</c>).</summary>
    /// <typeparam name="TEntryPoint">A type of the AppHost's assembly: <c>Projects.My_AppHost</c>.</typeparam>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => StartAsync(typeof(TEntryPoint), [], cancellationToken);

    /// <inheritdoc cref="CreateAsync{TEntryPoint}(CancellationToken)"/>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class => StartAsync(typeof(TEntryPoint), args, cancellationToken);

    /// <inheritdoc cref="CreateAsync{TEntryPoint}(CancellationToken)"/>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, CancellationToken cancellationToken = default) =>
        StartAsync(entryPoint, [], cancellationToken);

    /// <inheritdoc cref="CreateAsync{TEntryPoint}(CancellationToken)"/>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(
        Type entryPoint, string[] args, CancellationToken cancellationToken = default) => StartAsync(entryPoint, args, cancellationToken);

    /// <summary>A builder without an AppHost, for a model made in the test.</summary>
    public static IDistributedApplicationTestingBuilder Create(params string[] args)
    {
        var run = new EntryPointRun(Assembly.GetCallingAssembly(), hook =>
        {
            DistributedApplication.CreateBuilder(args).Build();
            return hook.Started;
        });
        return new SuspendedTestingBuilder(run.Hook.Building.GetAwaiter().GetResult(), run);
    }

    private static async Task<IDistributedApplicationTestingBuilder> StartAsync(Type entryPoint, string[] args, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        var run = new EntryPointRun(entryPoint.Assembly, args);
        var builder = await run.Hook.Building.WaitAsync(cancellationToken);
        return new SuspendedTestingBuilder(builder, run);
    }
}
