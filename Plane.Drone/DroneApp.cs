using Plane.Contracts.Nats;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Drone.Agent;
using Plane.Drone.Backends;
using Plane.Drone.Certificates;
using Plane.Drone.Guard;
using Plane.Drone.Proxy;
using Plane.Drone.Runtime;
using Plane.Drone.Runtime.Docker;
using Plane.Drone.Runtime.Executor;
using Plane.Drone.Runtime.Process;
using Plane.ServiceDefaults.Configuration;
using Plane.ServiceDefaults.Nats;
using Plane.State;
using Plane.State.Keys;
using Plane.State.Logs;
using Plane.State.Time;

namespace Plane.Drone;

/// <summary>The whole program, so that tests can host it in their own process.</summary>
internal static class DroneApp
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    /// <exception cref="SettingsException">Settings are wrong: all faults at once.</exception>
    public static WebApplication Build(string[] args)
    {
        var arguments = ProgramArguments.Parse(args);
        var builder = WebApplication.CreateBuilder([.. arguments.Rest]);
        builder.Configuration.AddPlaneFile(ProgramKind.Drone, arguments);
        var faults = new List<string>();
        var timings = LeaseScale.Read(builder.Configuration, faults);
        var settings = builder.ReadSettings(typeof(DroneApp).Assembly, read => faults.Concat(DroneSettings.FaultsOfCluster(read)));
        var options = settings.Get<DroneOptions>();
        var state = Path.GetFullPath(options.StateDirectory);
        var identity = new ProxyIdentity(ClusterName.Parse(options.Cluster), DroneId.Parse(options.Id), options.Has("agent"), options.Has("proxy"));
        builder.Services.AddSingleton<TimeProvider>(BootClock.Instance);
        builder.AddServiceDefaults();

        // Two lines for every request are for who looks for a fault, and asks for them.
        builder.Logging.AddFilter("Yarp", LogLevel.Warning);

        // Paths hold tokens. This one logs them, and puts them around every other record of a request (as the scope RequestPath).
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.AddNats(settings.Get<NatsOptions>(), Inboxes.Drone(identity.Cluster, identity.Drone));
        builder.Services.AddSingleton(timings);
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = StopLimit);

        // First of all: whoever comes second must not touch anything.
        builder.Services.AddHostedService(_ => new StateLock(state, [.. DroneSettings.Roles(options)]));
        builder.Services.AddPlaneState();
        builder.AddPublishedLogs(LogComponent.Drone(identity.Drone));
        builder.AddProxy(identity);
        var agent = DroneSettings.Agent(options, builder.Configuration[ProxyOptions.Section + ":Aliases:0"], state);
        if (identity.IsAgent)
        {
            builder.Services.AddSingleton<IRuntime>(provider => RuntimeOf(options, state, provider));
            builder.Services.AddSingleton(new SupervisorOptions(TimeSpan.FromSeconds(options.ProbeSeconds), options.MeasureSeconds == 0 ? null : TimeSpan.FromSeconds(options.MeasureSeconds), TimeSpan.FromSeconds(options.IdleGraceSeconds)));
            builder.Services.AddSingleton(new GuardOptions(state, GuardOptions.OwnCommand(), builder.Configuration[EngineEndpoint.Variable]));
            builder.Services.AddAgent(agent);
        }
        else if (identity.IsProxy)
        {
            builder.Services.AddProxyAlone(agent);
        }

        if (identity.IsProxy && identity.Cluster.IsHttps)
        {
            builder.Services.AddCertificateFiles(identity.Cluster, identity.Drone, state);
        }

        if (options.Has("certificates") && builder.Configuration[CertificateOptions.Section + ":Acme"] is not null)
        {
            builder.Services.AddCertificateOrdering(identity.Cluster, identity.Drone, state);
        }

        var app = builder.Build();
        app.UseProxy();
        app.MapDefaultEndpoints();
        if (identity.IsProxy)
        {
            app.MapReady();
        }

        return app;
    }

    private static IRuntime RuntimeOf(DroneOptions options, string state, IServiceProvider provider)
    {
        var clock = provider.GetRequiredService<TimeProvider>();
        if (options.Runtime == RuntimeKind.Process)
        {
            return new ProcessRuntime(new ProcessRuntimeOptions(state, options.Process.Images.AsReadOnly()), clock);
        }

        if (options.Runtime == RuntimeKind.Executor)
        {
            var executor = new ExecutorOptions(options.ExecutorSocket!, DroneSettings.ExecutorAddress(options), state);
            return new ExecutorRuntime(executor, provider.GetRequiredService<LeaseTimings>(), clock, provider.GetRequiredService<Entropy>(), provider.GetRequiredService<ILogger<ExecutorRuntime>>());
        }

        var docker = new DockerRuntimeOptions(
            ClusterName.Parse(options.Cluster), DroneId.Parse(options.Id), options.Network, options.MountBase, options.PublishPorts, options.DockerRuntime, DroneSettings.LogConfigOf(options.LogConfig), state, options.AllowBinds);
        var engine = EngineEndpoint.Connect(provider.GetRequiredService<IConfiguration>()[EngineEndpoint.Variable]);
        return new DockerRuntime(engine, docker, clock, provider.GetRequiredService<ILogger<DockerRuntime>>());
    }
}
