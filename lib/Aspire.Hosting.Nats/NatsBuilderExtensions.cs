using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Adds NATS servers.</summary>
public static class NatsBuilderExtensions
{
    private const int ContainerPort = 4222;
    private const string DataPath = "/var/lib/nats";

    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name, and that of its connection string.</param>
    /// <param name="port">The port clients connect to; a free one when null.</param>
    public static IResourceBuilder<NatsServerResource> AddNats(this IDistributedApplicationBuilder builder, string name, int? port) =>
        builder.AddNats(name, port, null, null);

    /// <summary>Adds a NATS server: the <c>nats-server</c> installed on this machine, or the container image.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name, and that of its connection string.</param>
    /// <param name="port">The port clients connect to; a free one when null.</param>
    /// <param name="userName">Default: <c>nats</c>.</param>
    /// <param name="password">Default: a generated one, parameter <c>{name}-password</c>.</param>
    public static IResourceBuilder<NatsServerResource> AddNats(
        this IDistributedApplicationBuilder builder, string name, int? port = null,
        IResourceBuilder<ParameterResource>? userName = null, IResourceBuilder<ParameterResource>? password = null)
    {
        var secret = password?.Resource
            ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false);
        var nats = new NatsServerResource(name, userName?.Resource, secret);
        var key = $"{name}_check";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(key, _ => new NatsHealthCheck(nats), null, null));
        return builder.AddResource(nats)
            .WithEndpoint(port: port, targetPort: ContainerPort, name: NatsServerResource.PrimaryEndpointName)
            .WithImage("library/nats", "2.14").WithImageRegistry("docker.io")
            .WithHealthCheck(key)
            .WithArgs(context =>
            {
                context.Args.Add("--user");
                context.Args.Add(nats.UserNameReference);
                context.Args.Add("--pass");
                context.Args.Add(nats.PasswordParameter!);
            })
            .WithAnnotation(new LocalCommandAnnotation(NatsServerProgram.IsInstalled, NatsServerProgram.Command));
    }

    /// <summary>Switches JetStream on.</summary>
    public static IResourceBuilder<NatsServerResource> WithJetStream(this IResourceBuilder<NatsServerResource> builder) =>
        builder.WithArgs("-js");

    /// <summary>Keeps JetStream's data in a volume. Default name: made of the application's and the resource's.</summary>
    public static IResourceBuilder<NatsServerResource> WithDataVolume(
        this IResourceBuilder<NatsServerResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithVolume(name ?? VolumeName(builder), DataPath, isReadOnly).WithArgs("-sd", DataPath);

    /// <summary>Keeps JetStream's data in a directory of this machine.</summary>
    public static IResourceBuilder<NatsServerResource> WithDataBindMount(
        this IResourceBuilder<NatsServerResource> builder, string source, bool isReadOnly = false) =>
        builder.WithBindMount(source, DataPath, isReadOnly).WithArgs("-sd", DataPath);

    private static string VolumeName(IResourceBuilder<NatsServerResource> builder)
    {
        var application = builder.ApplicationBuilder;
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(application.AppHostDirectory));
        var letters = application.Environment.ApplicationName.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
        return $"{string.Concat(letters)}-{Convert.ToHexStringLower(hash)[..10]}-{builder.Resource.Name}-data";
    }
}
