var builder = DistributedApplication.CreateBuilder(args);

var nats = builder.AddNats("nats").WithJetStream().WithDataVolume();

var first = builder.AddProject<Projects.Aspire_Hosting_Tests_Service>("first", launchProfileName: null)
    .WithHttpEndpoint(name: "http")
    .WithHttpHealthCheck("/health")
    .WithEnvironment("LEAVE_BEHIND", builder.Configuration["LeaveBehind"] ?? "3600")
    .WithReference(nats).WaitFor(nats);

builder.AddProject<Projects.Aspire_Hosting_Tests_Service>("second", launchProfileName: null)
    .WithHttpEndpoint(name: "http")
    .WithHttpHealthCheck("/health")
    .WithEnvironment("SLOW", builder.Configuration["Slow"])
    .WithReference(first).WaitFor(first)
    .OnResourceReady((_, _, _) => Console.Out.WriteLineAsync("everything is up"));

builder.AddExecutable("sleeper", "sleep", ".", "3600");

await builder.Build().RunAsync();
