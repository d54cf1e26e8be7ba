using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Net;
using Peers;
using Plane.Domain.Keys;
using Plane.State;
using Plane.State.Buckets;

namespace Plane.Tests.State;

/// <summary>One nats-server, and as many programs on it as a test wants, each with its own connection and views.</summary>
public sealed class StoreFixture : IAsyncLifetime
{
    private readonly List<IHost> _programs = [];

    public NatsServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await NatsServer.StartAsync(new NatsServerOptions { JetStream = true });

    /// <summary>Timings a twentieth as long, so that a TTL is 3 s.</summary>
    public static LeaseTimings Timings { get; } = LeaseTimings.Default.Scaled(0.05);

    public Task<IServiceProvider> StartProgramAsync(Action<IServiceCollection>? configure = null) => StartProgramAsync(Server, configure);

    public async Task<IServiceProvider> StartProgramAsync(NatsServer server, Action<IServiceCollection>? configure = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddLogging(static logging => logging.ClearProviders());
        builder.Services.AddSingleton(Timings);
        builder.Services.AddSingleton<INatsConnection>(_ => new NatsConnection(new NatsOpts
        {
            Url = server.Url,
            RequestTimeout = TimeSpan.FromSeconds(1),
            ReconnectWaitMin = TimeSpan.FromMilliseconds(50),
            ReconnectWaitMax = TimeSpan.FromMilliseconds(100),
            SerializerRegistry = NatsClientDefaultSerializerRegistry.Default,
        }));
        builder.Services.AddPlaneState();
        configure?.Invoke(builder.Services);
        var program = builder.Build();
        _programs.Add(program);
        await program.StartAsync();
        await program.Services.GetRequiredService<StoreSetup>().Done.WaitAsync(TimeSpan.FromSeconds(20));
        return program.Services;
    }

    public async Task DisposeAsync()
    {
        foreach (var program in _programs)
        {
            await program.StopAsync();
            program.Dispose();
        }

        await Server.DisposeAsync();
    }
}
