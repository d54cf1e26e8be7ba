namespace Aspire.Hosting.Orchestration;

/// <summary>Lets a test take hold of the builder and the application an AppHost's entry point makes. Flows with the entry point only.</summary>
internal sealed class TestingHook(System.Reflection.Assembly assembly)
{
    private static readonly AsyncLocal<TestingHook?> Ambient = new();

    private readonly TaskCompletionSource<DistributedApplicationBuilder> _building = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static TestingHook? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public System.Reflection.Assembly Assembly { get; } = assembly;

    /// <summary>The builder, when the entry point calls Build.</summary>
    public Task<DistributedApplicationBuilder> Building => _building.Task;

    public Task<DistributedApplication> Built => _built.Task;

    /// <summary>The test has started the application; the entry point's own start waits for it.</summary>
    public Task Started => _started.Task;

    /// <summary>Called by the entry point: holds its thread until the test has finished with the builder.</summary>
    public void HoldBuild(DistributedApplicationBuilder builder)
    {
        _building.TrySetResult(builder);
        _release.Task.GetAwaiter().GetResult(); // Build is synchronous in Aspire's API, and this thread is the entry point's own.
    }

    public void ReleaseBuild() => _release.TrySetResult();

    public void TellBuilt(DistributedApplication application) => _built.TrySetResult(application);

    public void TellStarted() => _started.TrySetResult();

    /// <summary>The entry point ended or failed, or the test is over: nobody waits any longer.</summary>
    public void End(Exception? fault)
    {
        var reason = fault ?? new InvalidOperationException("The entry point ended without building a distributed application.");
        _building.TrySetException(reason);
        _built.TrySetException(reason);
        _release.TrySetCanceled();
        _started.TrySetCanceled();
        _ = _building.Task.Exception;
        _ = _built.Task.Exception;
    }
}
