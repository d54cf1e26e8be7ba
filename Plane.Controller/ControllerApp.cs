using Microsoft.AspNetCore.Server.Kestrel.Core;
using Plane.Contracts.Nats;
using Plane.Controller.Api.Access;
using Plane.Controller.Api.Control;
using Plane.Controller.Api.Description;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Interactive;
using Plane.Controller.Api.Nats;
using Plane.Controller.Api.Public;
using Plane.Controller.Api.Spawn;
using Plane.Controller.Api.Statuses;
using Plane.Controller.Connect;
using Plane.Controller.Lifecycle;
using Plane.Controller.Scheduling;
using Plane.ServiceDefaults.Configuration;
using Plane.ServiceDefaults.Nats;
using Plane.State;
using Plane.State.Keys;
using Plane.State.Logs;
using Plane.State.Time;

namespace Plane.Controller;

/// <summary>The controller as a program: read it as its table of contents.</summary>
internal static class ControllerApp
{
    private const string DefaultUrl = "http://localhost:8080";
    private const int MaxBody = 2 * 1024 * 1024;
    private static readonly TimeSpan BodyGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);

    /// <param name="configure">What a host of its own, as in tests, adds or replaces.</param>
    /// <exception cref="SettingsException">The configuration is wrong; the message names every fault.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var arguments = ProgramArguments.Parse(args);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. arguments.Rest], ApplicationName = typeof(ControllerApp).Assembly.GetName().Name });
        configure?.Invoke(builder);
        builder.Configuration.AddPlaneFile(ProgramKind.Controller, arguments);
        var faults = new List<string>();
        var timings = LeaseScale.Read(builder.Configuration, faults);
        var settings = builder.ReadSettings(typeof(ControllerApp).Assembly, _ => faults);
        var (options, interactive) = (settings.Get<ControllerOptions>(), settings.Get<InteractiveOptions>());

        builder.Services.AddSingleton<TimeProvider>(BootClock.Instance).AddSingleton(timings).AddSingleton(options).AddSingleton(interactive);
        builder.AddServiceDefaults();
        builder.AddNats(settings.Get<NatsOptions>(), Inboxes.Controller);
        builder.Services.AddPlaneState();
        builder.AddPublishedLogs(LogComponent.Controller);
        builder.Services.AddScheduling().AddConnect(options).AddLifecycle();
        builder.Services.AddAccess(options).AddStatuses().AddControlApi().AddNatsApi().AddDescription();
        builder.AddInteractiveApi(interactive);
        builder.ConfigureServer(options);

        var app = builder.Build();
        app.UseTrustedProxies(options);
        app.UseMiddleware<ErrorFrame>();
        app.UseMiddleware<CrossOrigin>();
        app.UseInteractiveApi(interactive);
        app.UseAccess();
        app.UseMiddleware<SpawnDoorCheck>();
        app.MapDefaultEndpoints();
        app.MapControlApi().MapPublicApi().MapDescription().MapInteractiveApi().MapSpawning(options.Spawn);
        return app;
    }

    private static void ConfigureServer(this WebApplicationBuilder builder, ControllerOptions options)
    {
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.WebHost.ConfigureKestrel(Limit);
        builder.AddSpawning(options.Spawn, Limit);
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = StopLimit);

        void Limit(KestrelServerOptions kestrel)
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(options.HeadSeconds);
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(options.MinBodyBytesPerSecond, BodyGrace);
            kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        }
    }
}
