using Plane.Contracts.Nats;
using Plane.Dns.Server;
using Plane.Dns.Zone;
using Plane.ServiceDefaults.Configuration;
using Plane.ServiceDefaults.Nats;
using Plane.State;
using Plane.State.Keys;
using Plane.State.Time;

namespace Plane.Dns;

/// <summary>The DNS server's parts, put together. Tests host it in their own process.</summary>
public static class DnsApp
{
    /// <exception cref="SettingsException">Settings are wrong: all faults at once.</exception>
    public static WebApplication Build(string[] args)
    {
        var arguments = ProgramArguments.Parse(args);
        var builder = WebApplication.CreateSlimBuilder([.. arguments.Rest]);
        builder.Configuration.AddPlaneFile(ProgramKind.Dns, arguments);
        var faults = new List<string>();
        var timings = LeaseScale.Read(builder.Configuration, faults);
        var settings = builder.ReadSettings(typeof(DnsApp).Assembly, _ => faults);
        var options = settings.Get<DnsOptions>();
        builder.Services.AddSingleton<TimeProvider>(BootClock.Instance);
        builder.AddServiceDefaults();
        builder.AddNats(settings.Get<NatsOptions>(), Inboxes.Dns);
        builder.Services.AddSingleton(options);

        // Whichever program comes first makes the buckets, so all of them must know the same times.
        builder.Services.AddSingleton(timings);
        builder.Services.AddPlaneState().AddDronesView(cluster: null).AddBackendsView(cluster: null).AddAcmeTextsView();
        builder.Services.AddZone().AddServers();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        return app;
    }

    private static IServiceCollection AddZone(this IServiceCollection services)
    {
        services.AddSingleton(static provider => provider.GetRequiredService<DnsOptions>().ForZones());
        services.AddSingleton<ZoneView>();
        services.AddSingleton<ZoneFeed>();
        return services.AddHostedService(static provider => provider.GetRequiredService<ZoneFeed>());
    }

    private static IServiceCollection AddServers(this IServiceCollection services)
    {
        services.AddSingleton(static provider => provider.GetRequiredService<DnsOptions>().ForServers());
        services.AddSingleton<QueryMetrics>();
        services.AddSingleton(static provider => new Responder(
            provider.GetRequiredService<ZoneView>(),
            provider.GetRequiredService<DnsOptions>().ForResponder(),
            provider.GetRequiredService<DnsOptions>().ForCookies(provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<DnsOptions>().ForRateLimiter(provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<ILogger<Responder>>()));
        services.AddSingleton<UdpServer>();
        services.AddHostedService(static provider => provider.GetRequiredService<UdpServer>());
        services.AddSingleton<TcpServer>();
        services.AddHostedService(static provider => provider.GetRequiredService<TcpServer>());
        services.AddHealthChecks().AddCheck<DnsHealth>("zones");
        return services;
    }
}
