using Plane.AppHost;

if (!RunOptions.TryParse(args, out var options, out var fault))
{
    Console.Error.WriteLine($"{fault}\n{RunOptions.Usage}");
    return 2;
}

options.TellNotes();
var builder = DistributedApplication.CreateBuilder([]);
using var machine = LocalMachine.Prepare(builder, options);
if (machine is null)
{
    return 1;
}

var user = builder.AddParameter("nats-user", "plane");
var password = builder.AddParameter("nats-password", secret: true);
var nats = builder.AddNats("nats", Ports.Nats, user, password).WithJetStream().WithDataBindMount(machine.State("nats"));

var dns = Internal(builder.AddProject<Projects.Plane_Dns>("dns", launchProfileName: null))
    .WithEnvironment("Plane__Dns__Listen", Ports.DnsAddress);

var first = Drone("drone-one", "dr-one", Ports.Proxy);
var second = Drone("drone-two", "dr-two", Ports.SecondProxy)
    .WithEnvironment("Plane__Drone__Proxy__Aliases__0", Ports.SecondProxyAuthority);

// Last of all, so that once it answers a connect finds a drone.
var controller = builder.AddProject<Projects.Plane_Controller>("controller", launchProfileName: null)
    .WithHttpEndpoint(Ports.Controller, name: "http", isProxied: false).WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/pub/health")
    .WithEnvironment("Plane__Controller__DefaultCluster", Ports.ProxyAuthority)
    .WithEnvironment("Plane__Controller__FreshStore", machine.IsFresh ? "true" : "false")
    .WithEnvironment(options.AddTo)
    .WithReference(nats).WaitFor(nats).WaitFor(dns).WaitFor(first).WaitFor(second);

// Drones know the controller: with that, they are the first to be stopped.
first.WithReference(controller);
second.WithReference(controller);

StartReport.Add(controller, nats);
await builder.Build().RunAsync();
return Environment.ExitCode;

IResourceBuilder<ProjectResource> Drone(string name, string id, int port) =>
    Internal(builder.AddProject<Projects.Plane_Drone>(name, launchProfileName: null))
        .WithHttpEndpoint(port, name: "proxy", env: "Plane__Drone__Proxy__HttpPort", isProxied: false)
        .WithEnvironment("Plane__Drone__Id", id)
        .WithEnvironment("Plane__Drone__Cluster", Ports.ProxyAuthority)
        .WithEnvironment("Plane__Drone__Roles__0", "agent")
        .WithEnvironment("Plane__Drone__Roles__1", "proxy")
        .WithEnvironment("Plane__Drone__OnStop", "terminate")
        .WithEnvironment("Plane__Drone__StateDirectory", machine.State(name))
        .WithEnvironment(machine.AddRuntimeTo);

// Health and telemetry of drones and DNS are on a listener of their own, which is nobody else's business.
IResourceBuilder<ProjectResource> Internal(IResourceBuilder<ProjectResource> project) =>
    project.WithHttpEndpoint(name: "http").WithHttpHealthCheck("/health").WithReference(nats).WaitFor(nats);
