using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly TestingHook? _hook = TestingHook.Current;
    private IServiceProvider? _services;
    private bool _built;

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        AppHostAssembly = _hook?.Assembly ?? (options.AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly());
        Metadata = new AppHostMetadata(AppHostAssembly);
        AppHostDirectory = Metadata.ProjectDirectory ?? AppContext.BaseDirectory;
        _host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            ApplicationName = Metadata.Name,
            Args = options.Args,
            ContentRootPath = AppHostDirectory,
        });
        var secrets = new UserSecrets(Metadata.UserSecretsId);
        if (secrets.FilePath is { } secretsFile)
        {
            _host.Configuration.AddJsonFile(secretsFile, optional: true, reloadOnChange: false);
        }

        ExecutionContext = new DistributedApplicationExecutionContext(OperationIn(_host.Configuration), () => _services);
        AddServices(options, secrets);
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IResourceCollection Resources { get; } = new ResourceCollection();

    internal AppHostMetadata Metadata { get; }

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (Resources.Any(r => string.Equals(r.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"Cannot add resource '{resource.Name}': there is one of that name already.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new DistributedApplicationResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        if (_built)
        {
            throw new InvalidOperationException("The application has been built already.");
        }

        _built = true;
        _hook?.HoldBuild(this);
        Services.AddSingleton(new DistributedApplicationModel(Resources));
        var host = _host.Build();
        _services = host.Services;
        var application = new DistributedApplication(host);
        _hook?.TellBuilt(application);
        return application;
    }

    private static DistributedApplicationOperation OperationIn(ConfigurationManager configuration)
    {
        var publishes = configuration["publisher"] is not null || configuration["Publishing:Publisher"] is not null
            || string.Equals(configuration["operation"] ?? configuration["AppHost:Operation"], "publish", StringComparison.OrdinalIgnoreCase);
        return publishes ? DistributedApplicationOperation.Publish : DistributedApplicationOperation.Run;
    }

    private void AddServices(DistributedApplicationOptions options, UserSecrets secrets)
    {
        _host.Logging.AddSimpleConsole(o => o.SingleLine = true);
        _host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        _host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        _host.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMinutes(5)); // every stop below has a bound of its own
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddSingleton(new OrchestratorOptions
        {
            DisableDashboard = options.DisableDashboard,
            OwnsProcess = _hook is null,
            WriteToConsole = _hook is null || options.EnableResourceLogging,
        });
        Services.AddSingleton(Metadata).AddSingleton(secrets).AddSingleton(ExecutionContext).AddSingleton(Eventing);
        Services.AddSingleton(p => new AppHostStore(p.GetRequiredService<IConfiguration>(), AppHostDirectory, Metadata));
        Services.AddSingleton(new ResourceNotificationService());
        Services.AddSingleton(p => new ResourceCommandService(p.GetRequiredService<AppOrchestrator>));
        Services.AddHealthChecks();
        Services.AddHttpClient();
        Services.AddOrchestration(runs: ExecutionContext.IsRunMode);
        if (ExecutionContext.IsPublishMode)
        {
            Services.AddHostedService<ManifestPublisher>();
        }

        if (_hook is not null)
        {
            Services.AddSingleton<IHostLifetime, TestingLifetime>();
        }
    }
}
