using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Plane.Drone.Certificates;
using Plane.Drone.Proxy.Answers;
using Plane.Drone.Proxy.Bearer;
using Plane.Drone.Proxy.Forwarding;
using Plane.Drone.Proxy.Holding;
using Plane.Drone.Proxy.Idle;
using Plane.Drone.Proxy.Listeners;
using Plane.Drone.Proxy.Peers;
using Plane.Drone.Proxy.Revoking;
using Plane.Drone.Proxy.Targets;
using Plane.Drone.Proxy.Tokens;
using Plane.Drone.Routing;
using Plane.Drone.Routing.Sharing;
using Plane.State;

namespace Plane.Drone.Proxy;

/// <summary>Wires the proxy into a drone, which has registered its NATS connection and Plane's state.</summary>
public static class ProxyServices
{
    private const string DefaultUrl = "http://localhost:5000";

    /// <summary>
    /// The proxy's services and the listeners of the process: the internal one at <c>ASPNETCORE_URLS</c>, the peer listener with the agent role, the public
    /// one with the proxy role. Routes and connections are shared with the supervisor as <see cref="RouteTable"/> and <see cref="ConnectionLedger"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">An internal URL that is not plain HTTP.</exception>
    public static WebApplicationBuilder AddProxy(this WebApplicationBuilder builder, ProxyIdentity identity)
    {
        builder.Services.AddProxyServices(identity);
        if (identity is { IsProxy: true, Cluster.IsHttps: true } && builder.Configuration.GetSection(ProxyOptions.Section + ":Hosts").GetChildren().Any(static host => host["Acme"] is not null))
        {
            builder.Services.AddChallengeAnswers(identity.Cluster).AddSingleton<ChallengeDoor>();
        }

        var urls = InternalUrls(builder.Configuration[WebHostDefaults.ServerUrlsKey]);
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, "");
        builder.Services.StageServer();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ApplicationServices.GetRequiredService<ProxyListeners>().Open(kestrel, urls));
        return builder;
    }

    /// <summary>Parts the requests by the listener they came in through. Everything mapped on the application is reached through the internal one only.</summary>
    public static WebApplication UseProxy(this WebApplication app)
    {
        app.Services.GetRequiredService<ProxyStop>().Arm();
        var clients = app.Services.GetRequiredService<PublicPipeline>();
        var peers = app.Services.GetRequiredService<PeerPipeline>();
        var redirects = app.Services.GetRequiredService<RedirectPipeline>();
        app.Use((context, next) => context.Features.Get<ListenerFeature>()?.Kind switch
        {
            ListenerKind.Public => clients.HandleAsync(context),
            ListenerKind.Peer => peers.HandleAsync(context),
            ListenerKind.Redirect => redirects.HandleAsync(context),
            _ => next(context),
        });

        // Here, or the application would match endpoints ahead of everything, for proxied requests too.
        app.UseRouting();
        return app;
    }

    /// <summary>
    /// <c>/ready</c> on the internal listener: 200, or 503 and why. While an HTTPS cluster has no certificate it is the only one there is, for no other port is open.
    /// </summary>
    public static WebApplication MapReady(this WebApplication app)
    {
        app.MapGet("/ready", static (HttpContext context) =>
            context.RequestServices.GetRequiredService<ProxyReadiness>().WhyNot is { } why ? Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable) : Results.Ok());
        return app;
    }

    private static void AddProxyServices(this IServiceCollection services, ProxyIdentity identity)
    {
        services.AddSingleton(identity);
        services.AddOptions<ProxyOptions>().BindConfiguration(ProxyOptions.Section).ValidateOnStart();
        services.AddOptions<ProxyLimitOptions>().BindConfiguration(ProxyLimitOptions.Section).ValidateOnStart();
        services.AddOptions<ProxyIdleOptions>().BindConfiguration(ProxyIdleOptions.Section).ValidateOnStart();
        services.AddOptions<ForwardOptions>().BindConfiguration(ForwardOptions.Section).ValidateOnStart();
        services.AddOptions<PeerOptions>().BindConfiguration(PeerOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ProxyOptions>, ProxyOptionsCheck>();
        services.AddSingleton<IValidateOptions<PeerOptions>, ProxyOptionsCheck>();
        services.AddSingleton<IValidateOptions<ForwardOptions>, ProxyOptionsCheck>();
        services.AddSingleton<IValidateOptions<ProxyLimitOptions>, ProxyOptionsCheck>();
        services.AddSingleton<IValidateOptions<ProxyIdleOptions>, ProxyOptionsCheck>();
        services.AddForwarder();

        // What arrived is worked on where it was read. Nothing in the proxy blocks, so that nobody waits behind it.
        services.Configure<SocketTransportOptions>(static sockets => sockets.UnsafePreferInlineScheduling = true);
        services.AddBackendsView(identity.Cluster).AddDronesView(identity.Cluster).AddRevocationsView();
        services.TryAddSingleton<RouteTable>();
        services.TryAddSingleton<ConnectionLedger>();
        services.AddSingleton<ConnectionLimit>().AddSingleton<GoneMachines>().AddHostedService(static provider => provider.GetRequiredService<GoneMachines>());
        services.AddSingleton<Handover>().AddSingleton<IConnectionListenerFactory>(static provider => provider.GetRequiredService<Handover>());
        services.AddSingleton<ProxyAddresses>().AddSingleton<ProxyListeners>();
        services.AddSingleton<ProxyStop>().AddSingleton<ProxyClients>().AddSingleton<PeerTrust>();
        services.AddSingleton<Revocations>().AddSingleton<OpenExchanges>().AddHostedService<RevocationWatch>();
        services.AddSingleton<TokenDirectory>().AddSingleton<BackendGate>().AddSingleton<Admission>();
        services.AddSingleton<CustomHosts>().AddSingleton<BearerTokens>().AddSingleton<Login>();
        services.AddSingleton<ClientOrigins>().AddSingleton<IdleRules>().AddSingleton<QuietSockets>().AddSingleton<ContainerDialer>().AddSingleton<Passthrough>().AddSingleton<BackendExchange>();
        services.AddSingleton(static provider => new AgentUse(provider.GetService<RouteClient>())).AddSingleton<RouteArrival>().AddSingleton<ContainerForwarding>().AddSingleton<BackendForwarding>().AddSingleton<ProxyAnswers>();
        services.AddSingleton<PublicPipeline>().AddSingleton<PeerPipeline>().AddSingleton<RedirectPipeline>();
        services.TryAddSingleton<CertificateShelf>();
        services.AddSingleton(static provider => new DomainCertificates([.. provider.GetRequiredService<IOptions<ProxyOptions>>().Value.Hosts.Select(static host => host.OwnCertificate).OfType<DomainCertificate>()]));
        services.AddHostedService(static provider => provider.GetRequiredService<QuietSockets>());
        services.AddSingleton<PublicDoors>().AddSingleton<ProxyReadiness>();
    }

    /// <summary>Puts <see cref="StagedServer"/> in Kestrel's place, which makes its Kestrels itself.</summary>
    private static void StageServer(this IServiceCollection services)
    {
        var kestrel = services.Last(static service => service.ServiceType == typeof(IServer));
        var type = kestrel.ImplementationType ?? throw new InvalidOperationException("Kestrel is not registered as it was in the framework this was written for.");
        services.Remove(kestrel);
        services.AddSingleton<IServer>(provider =>
        {
            return ActivatorUtilities.CreateInstance<StagedServer>(provider, New(provider.GetRequiredService<IOptions<KestrelServerOptions>>()), (Func<IServer>)Second);

            IServer New(IOptions<KestrelServerOptions> options) => (IServer)ActivatorUtilities.CreateInstance(provider, type, options);

            IServer Second()
            {
                var options = new KestrelServerOptions { ApplicationServices = provider };
                provider.GetRequiredService<ProxyListeners>().OpenTls(options);
                return New(Options.Create(options));
            }
        });
    }

    private static BindingAddress[] InternalUrls(string? urls)
    {
        var parsed = (string.IsNullOrWhiteSpace(urls) ? DefaultUrl : urls)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(BindingAddress.Parse)
            .ToArray();
        return parsed.FirstOrDefault(static url => url.Scheme != "http") is { } other
            ? throw new InvalidOperationException($"ASPNETCORE_URLS has '{other}'; the drone's internal listener is plain HTTP.")
            : parsed;
    }
}
