using Aspire.Hosting.ApplicationModel;
using Projects;

namespace Aspire.Hosting.Tests;

/// <summary>A model made in a test, its state in a directory of its own, and the application that runs it.</summary>
internal sealed class TestModel : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _limit = new(Limit);
    private readonly DirectoryInfo _store = Directory.CreateTempSubdirectory("aspire-test-");
    private DistributedApplication? _app;

    public TestModel()
    {
        Builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            AssemblyName = typeof(Aspire_Hosting_Tests_AppHost).Assembly.GetName().Name,
            DisableDashboard = true,
        });
        Builder.Configuration["Aspire:Store:Path"] = _store.FullName;
    }

    public IDistributedApplicationBuilder Builder { get; }

    public CancellationToken Token => _limit.Token;

    public string Store => _store.FullName;

    public DistributedApplication App => _app ?? throw new InvalidOperationException("Start the model first.");

    public ResourceNotificationService Notifications => App.ResourceNotifications;

    public IResourceBuilder<ProjectResource> AddService(string name) =>
        Builder.AddProject<Aspire_Hosting_Tests_Service>(name, launchProfileName: null).WithHttpEndpoint(name: "http").WithHttpHealthCheck("/health");

    /// <summary>Prints the text when it starts, then lives until it is stopped.</summary>
    public IResourceBuilder<ExecutableResource> AddShell(string name, string script) =>
        Builder.AddExecutable(name, "sh", _store.FullName, "-c", script);

    public async Task StartAsync()
    {
        _app = Builder.Build();
        await _app.StartAsync(Token);
    }

    public Task HealthyAsync(string name) => Notifications.WaitForResourceHealthyAsync(name, WaitBehavior.StopOnResourceUnavailable, Token);

    public static HttpClient Client(IResourceBuilder<IResourceWithEndpoints> resource) =>
        new() { BaseAddress = new Uri(resource.Resource.GetEndpoint("http").Url) };

    public string LogOf(string id) => File.ReadAllText(Path.Combine(Store, "logs", id + ".log"));

    /// <summary>Stops everything; what was written stays readable until the model is disposed.</summary>
    public async Task StopAsync() => await App.StopAsync(Token);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _limit.Dispose();
        _store.Delete(recursive: true);
    }
}
