using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;
using Plane.State;
using Plane.State.Buckets;
using Plane.State.Secrets;
using Plane.Tests.State;

namespace Plane.Tests.Permissions;

/// <summary>A store under the permissions of samples/nats, made by a controller, for drones <c>dr-1</c> and <c>dr-2</c> of one cluster, with a secret of that and of another.</summary>
public sealed class RolesFixture : IAsyncLifetime
{
    public static readonly ClusterName Own = ClusterName.Parse("own.test:9090");
    public static readonly ClusterName Other = ClusterName.Parse("other.test");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly List<IHost> _programs = [];

    public PermittedNats Permitted { get; private set; } = null!;

    /// <summary>Of the controller's program.</summary>
    public IServiceProvider Controller { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Permitted = await PermittedNats.StartAsync(Own, ["dr-1", "dr-2"]);
        Controller = await StartProgramAsync("controller", Inboxes.Controller);
        foreach (var cluster in new[] { Own, Other })
        {
            await Controller.GetRequiredService<ClusterSecrets>().OfAsync(cluster, CancellationToken.None);
        }
    }

    public static string InboxOf(string drone) => Inboxes.Drone(Own, DroneId.Parse(drone));

    /// <summary>A program that has what the store is to all of them, and nothing else.</summary>
    public async Task<IServiceProvider> StartProgramAsync(string user, string inbox)
    {
        var program = NewProgram(Permitted, user, inbox);
        _programs.Add(program);
        await program.StartAsync();
        await program.Services.GetRequiredService<StoreSetup>().Done.WaitAsync(Patience);
        return program.Services;
    }

    public async Task DisposeAsync()
    {
        foreach (var program in _programs)
        {
            await program.StopAsync();
            program.Dispose();
        }

        await Permitted.DisposeAsync();
    }

    internal static IHost NewProgram(PermittedNats nats, string user, string inbox)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddLogging(static logging => logging.ClearProviders());
        builder.Services.AddSingleton(StoreFixture.Timings);
        builder.Services.AddSingleton<INatsConnection>(_ => nats.Connect(user, inbox, TimeSpan.FromSeconds(1)));
        builder.Services.AddPlaneState().AddSharedCertificateView(Own);
        return builder.Build();
    }
}
