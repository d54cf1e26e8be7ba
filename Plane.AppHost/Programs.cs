namespace Plane.AppHost;

/// <summary>What all programs of the topology have in common, wherever it runs.</summary>
internal static class Programs
{
    public static IResourceBuilder<ProjectResource> AddProgram<T>(this IDistributedApplicationBuilder builder, string name, IResourceBuilder<NatsServerResource> nats)
        where T : IProjectMetadata, new() =>
        builder.AddProject<T>(name, launchProfileName: null)
            .WithEnvironment("Logging__LogLevel__Microsoft.AspNetCore", "Warning")
            .WithReference(nats).WaitFor(nats);
}
