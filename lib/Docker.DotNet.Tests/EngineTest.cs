using Docker.DotNet.Models;
using Peers;
using Xunit;

namespace Docker.DotNet.Tests;

/// <summary>A client of the real engine, and names that begin with a prefix of this test's own; containers and images so named never outlive it.</summary>
public abstract class EngineTest : IAsyncLifetime, IDisposable
{
    protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private int _named;

    protected static DockerClientConfiguration Configuration => new(DockerEngine.Endpoint);

    protected DockerEngine Engine { get; } = new();

    protected DockerClient Client { get; } = Configuration.CreateClient();

    protected string Prefix { get; } = $"plane-dotnet-{Guid.NewGuid():N}-";

    /// <summary>Ends after two minutes, so that a test fails instead of hanging.</summary>
    protected CancellationToken Token => _limit.Token;

    public virtual async Task InitializeAsync()
    {
        if (DockerEngine.IsThere())
        {
            await Engine.EnsureAsync(TestImage.Shell, Token);
        }
    }

    public virtual async Task DisposeAsync()
    {
        if (DockerEngine.IsThere())
        {
            await Engine.RemoveContainersAsync(Prefix);
            foreach (var image in (await Engine.ListImagesAsync()).Where(i => i.StartsWith(Prefix, StringComparison.Ordinal)))
            {
                await Engine.RemoveImageAsync(image);
            }
        }
    }

    // The runner calls it after DisposeAsync.
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Client.Dispose();
            Engine.Dispose();
            _limit.Dispose();
        }
    }

    protected string NewName() => Prefix + Interlocked.Increment(ref _named);

    /// <summary>A container that runs <paramref name="script"/> in a shell, created but not started.</summary>
    protected async Task<string> CreateAsync(string script, Action<CreateContainerParameters>? change = null)
    {
        var parameters = new CreateContainerParameters
        {
            Name = NewName(),
            Image = TestImage.Shell.Name,
            Cmd = ["sh", "-c", script],
            HostConfig = new HostConfig(),
        };
        change?.Invoke(parameters);
        return (await Client.Containers.CreateContainerAsync(parameters, Token)).ID;
    }

    protected async Task<string> RunAsync(string script, Action<CreateContainerParameters>? change = null)
    {
        var id = await CreateAsync(script, change);
        await Client.Containers.StartContainerAsync(id, new ContainerStartParameters(), Token);
        return id;
    }

    /// <summary>A running container that does nothing, and ends at once at SIGTERM.</summary>
    protected Task<string> IdleAsync(Action<CreateContainerParameters>? change = null) =>
        RunAsync("trap 'exit 0' TERM; sleep 1000 & wait", change);
}
