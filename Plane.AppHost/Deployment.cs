namespace Plane.AppHost;

/// <summary>
/// The topology as a manifest describes it to a deployment tool (docs/deploy-azure.md). No fixed ports, no folders of this machine: the platform
/// gives those. DNS over UDP and an engine for sessions are what no container platform gives; these run on machines of their own.
/// </summary>
internal static class Deployment
{
    private const int ProxyPort = 9090;
    private const int DnsPort = 53;
    private const int DnsTargetPort = 5053;
    private const string DnsListen = "0.0.0.0:5053";

    public static void Describe(IDistributedApplicationBuilder builder)
    {
        var cluster = builder.AddParameter("cluster-domain");
        // A name of its own: the default is made from the folder of the checkout, and a deployment from another would start with nothing.
        var nats = builder.AddNats("nats").WithJetStream().WithDataVolume("plane-nats-data");

        builder.AddProgram<Projects.Plane_Controller>("controller", nats)
            .WithHttpEndpoint(name: "http").WithExternalHttpEndpoints()
            .WithEnvironment("Plane__Controller__DefaultCluster", cluster);

        builder.AddProgram<Projects.Plane_Dns>("dns", nats)
            .WithHttpEndpoint(name: "http")
            .WithEndpoint(port: DnsPort, targetPort: DnsTargetPort, scheme: "tcp", name: "dns-tcp")
            .WithEnvironment("Plane__Dns__Listen", DnsListen);

        Drone(builder, "proxy", nats, cluster)
            .WithHttpEndpoint(targetPort: ProxyPort, name: "proxy", env: "Plane__Drone__Proxy__HttpPort")
            .WithEndpoint("proxy", endpoint => endpoint.IsExternal = true);

        Drone(builder, "agent", nats, cluster);
    }

    /// <summary>One role a process, each scaled and replaced on its own.</summary>
    private static IResourceBuilder<ProjectResource> Drone(
        IDistributedApplicationBuilder builder, string role, IResourceBuilder<NatsServerResource> nats, IResourceBuilder<ParameterResource> cluster) =>
        builder.AddProgram<Projects.Plane_Drone>(role, nats)
            .WithHttpEndpoint(name: "http")
            .WithEnvironment("Plane__Drone__Id", $"dr-{role}")
            .WithEnvironment("Plane__Drone__Cluster", cluster)
            .WithEnvironment("Plane__Drone__Roles__0", role);
}
