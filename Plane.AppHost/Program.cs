using Plane.AppHost;

if (!RunOptions.TryParse(args, out var options, out var fault))
{
    Console.Error.WriteLine($"{fault}\n{RunOptions.Usage}");
    return 2;
}

var builder = DistributedApplication.CreateBuilder([.. options.Publishing]);
if (builder.ExecutionContext.IsPublishMode)
{
    Deployment.Describe(builder);
    await builder.Build().RunAsync();
    return Environment.ExitCode;
}

using var machine = LocalMachine.Prepare(builder, options);
if (machine is null)
{
    return 1;
}

var user = builder.AddParameter("nats-user", "plane");
var password = builder.AddParameter("nats-password", secret: true);
var nats = builder.AddNats("nats", Ports.Nats, user, password).WithJetStream().WithDataBindMount(machine.State("nats"));

var dns = Internal(Program<Projects.Plane_Dns>("dns"))
    .WithEnvironment("Plane__Dns__Listen", Ports.DnsAddress);

var first = Drone("drone-one", "dr-one", Ports.Proxy);
var second = Drone("drone-two", "dr-two", Ports.SecondProxy)
    .WithEnvironment("Plane__Drone__Proxy__Aliases__0", Ports.SecondProxyAuthority);

// Last of all, so that once it answers a connect finds a drone.
var controller = Program<Projects.Plane_Controller>("controller")
    .WithHttpEndpoint(Ports.Controller, name: "http", isProxied: false).WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/pub/health")
    .WithEnvironment("Plane__Controller__DefaultCluster", Ports.ProxyAuthority)
    .WithEnvironment("Plane__Controller__FreshStore", machine.IsFresh ? "true" : "false")
    .WithArgs(options.ControllerArguments())
    .OnBeforeResourceStarted((_, _, token) => machine.MarkUsedAsync(token))
    .WaitFor(dns).WaitFor(first).WaitFor(second);

var api = options.Api ? new InteractiveApi() : null;
if (api is not null)
{
    controller.WithEnvironment(api.AddTo);
}

// Drones know the controller: with that, they are the first to be stopped.
first.WithReference(controller);
second.WithReference(controller);

StartReport.Add(controller, nats, api);
await builder.Build().RunAsync();
return Environment.ExitCode;

IResourceBuilder<ProjectResource> Drone(string name, string id, int port) =>
    Internal(Program<Projects.Plane_Drone>(name))
        .WithHttpEndpoint(port, name: "proxy", env: "Plane__Drone__Proxy__HttpPort", isProxied: false)
        .WithEnvironment("Plane__Drone__Proxy__HttpAddress", "127.0.0.1") // as everything else here: this machine only
        .WithEnvironment("Plane__Drone__PublicAddresses__0", "127.0.0.1")
        .WithEnvironment("Plane__Drone__Id", id)
        .WithEnvironment("Plane__Drone__Cluster", Ports.ProxyAuthority)
        .WithEnvironment("Plane__Drone__Roles__0", "agent")
        .WithEnvironment("Plane__Drone__Roles__1", "proxy")
        .WithEnvironment("Plane__Drone__OnStop", "terminate")
        .WithEnvironment("Plane__Drone__StateDirectory", machine.State(name))
        .WithEnvironment(machine.AddRuntimeTo);

// Health and telemetry of drones and DNS are on a listener of their own, which is nobody else's business.
static IResourceBuilder<ProjectResource> Internal(IResourceBuilder<ProjectResource> program) =>
    program.WithHttpEndpoint(name: "http").WithHttpHealthCheck("/health");

IResourceBuilder<ProjectResource> Program<T>(string name)
    where T : IProjectMetadata, new() =>
    builder.AddProgram<T>(name, nats).WithEnvironment("Logging__Console__FormatterOptions__SingleLine", "true");
