using System.Text;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;
using Xunit;

namespace Aspire.Hosting.Tests;

/// <summary>What publish mode writes for each kind of resource.</summary>
public sealed class ManifestTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder(["--publisher", "manifest", "--output-path", "unused"]);

    private string Here => _builder.AppHostDirectory;

    [Fact]
    public void The_publisher_option_is_publish_mode() => Assert.True(_builder.ExecutionContext.IsPublishMode);

    [Fact]
    public async Task A_project_has_its_defaults_then_what_the_model_says()
    {
        var store = _builder.AddConnectionString("store", ReferenceExpression.Create($"tcp://there"));
        _builder.AddProject("web", "web/web.csproj", launchProfileName: null)
            .WithHttpEndpoint(name: "http").WithHttpEndpoint(name: "more").WithHttpsEndpoint(name: "https").WithExternalHttpEndpoints()
            .WithReference(store).WithEnvironment("PLAIN", "a{b}c").WithArgs("--fast", "{x}");

        await EqualAsync("web", """
            {
              "type": "project.v0", "path": "web/web.csproj", "args": ["--fast", "{{x}}"],
              "env": {
                "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY": "in_memory", "ASPNETCORE_FORWARDEDHEADERS_ENABLED": "true",
                "HTTP_PORTS": "{web.bindings.http.targetPort};{web.bindings.more.targetPort}",
                "ConnectionStrings__store": "{store.connectionString}", "PLAIN": "a{{b}}c"
              },
              "bindings": {
                "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "external": true },
                "more": { "scheme": "http", "protocol": "tcp", "transport": "http", "targetPort": 8000, "external": true },
                "https": { "scheme": "https", "protocol": "tcp", "transport": "http", "external": true }
              }
            }
            """);
    }

    [Fact]
    public async Task A_port_told_by_a_variable_is_not_among_the_usual_ones()
    {
        _builder.AddProject("web", "web.csproj", launchProfileName: null).DisableForwardedHeaders()
            .WithHttpEndpoint(targetPort: 9090, name: "main", env: "MAIN_PORT").WithHttpEndpoint(name: "health");

        var env = (await ResourcesAsync())["web"]!["env"]!.AsObject();

        Assert.Equal("{web.bindings.main.targetPort}", (string?)env["MAIN_PORT"]);
        Assert.Equal("{web.bindings.health.targetPort}", (string?)env["HTTP_PORTS"]);
        Assert.False(env.ContainsKey("ASPNETCORE_FORWARDEDHEADERS_ENABLED"));
    }

    [Fact]
    public async Task A_container_has_image_mounts_and_bindings()
    {
        _builder.AddContainer("cache", "team/cache", "1.2").WithImageRegistry("registry.example").WithEntrypoint("/cache").WithArgs("-v")
            .WithBindMount("conf", "/conf", isReadOnly: true).WithVolume("kept", "/data")
            .WithEndpoint(port: 6379, name: "tcp").WithEndpoint(port: 80, targetPort: 8080, name: "web", scheme: "http");

        await EqualAsync("cache", """
            {
              "type": "container.v0", "image": "registry.example/team/cache:1.2", "entrypoint": "/cache", "args": ["-v"],
              "bindMounts": [{ "source": "conf", "target": "/conf", "readOnly": true }],
              "volumes": [{ "name": "kept", "target": "/data", "readOnly": false }],
              "bindings": {
                "tcp": { "scheme": "tcp", "protocol": "tcp", "transport": "tcp", "targetPort": 6379 },
                "web": { "scheme": "http", "protocol": "tcp", "transport": "http", "port": 80, "targetPort": 8080 }
              }
            }
            """);
    }

    [Fact]
    public async Task A_Dockerfile_is_a_build()
    {
        var level = _builder.AddParameter("level", "3", publishValueAsDefault: true);
        var key = _builder.AddParameter("key", secret: true);
        _builder.AddDockerfile("tool", "src/tool", stage: "final").WithBuildArg("LEVEL", level).WithBuildSecret("key", key);

        await EqualAsync("tool", """
            {
              "type": "container.v1",
              "build": {
                "context": "src/tool", "dockerfile": "src/tool/Dockerfile", "stage": "final",
                "args": { "LEVEL": "{level.value}" }, "secrets": { "key": { "type": "env", "value": "{key.value}" } }
              }
            }
            """);
    }

    [Fact]
    public void A_secret_is_no_build_argument()
    {
        var key = _builder.AddParameter("key", secret: true);

        Assert.Throws<InvalidOperationException>(() => _builder.AddDockerfile("tool", "src").WithBuildArg("KEY", key));
    }

    [Fact]
    public async Task A_program_is_published_as_the_container_of_its_Dockerfile_and_still_found_by_its_references()
    {
        var program = _builder.AddExecutable("job", "node", "src/job", "main.js").WithHttpEndpoint(targetPort: 3000, name: "http").PublishAsDockerFile();
        _builder.AddContainer("front", "front").WithEnvironment("JOB", program.GetEndpoint("http"));

        await EqualAsync("job", """
            {
              "type": "container.v1", "build": { "context": "src/job", "dockerfile": "src/job/Dockerfile" },
              "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "targetPort": 3000 } }
            }
            """);
        Assert.Equal("{job.bindings.http.url}", (string?)(await ResourcesAsync())["front"]!["env"]!["JOB"]);
    }

    [Fact]
    public async Task A_program_alone_keeps_its_command()
    {
        _builder.AddExecutable("job", "node", "src/job", "main.js");

        await EqualAsync("job", """{ "type": "executable.v0", "workingDirectory": "src/job", "command": "node", "args": ["main.js"] }""");
    }

    [Theory]
    [InlineData("asked", """{ "type": "parameter.v0", "value": "{asked.inputs.value}", "inputs": { "value": { "type": "string" } } }""")]
    [InlineData("hidden", """{ "type": "parameter.v0", "value": "{hidden.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } }""")]
    [InlineData("kept", """{ "type": "parameter.v0", "value": "{kept.inputs.value}", "inputs": { "value": { "type": "string" } } }""")]
    [InlineData("shown", """{ "type": "parameter.v0", "value": "{shown.inputs.value}", "inputs": { "value": { "type": "string", "default": { "value": "v" } } } }""")]
    [InlineData("made", """
        { "type": "parameter.v0", "value": "{made.inputs.value}",
          "inputs": { "value": { "type": "string", "secret": true, "default": { "generate": { "minLength": 30, "upper": false, "minNumeric": 2 } } } } }
        """)]
    public async Task A_parameter_has_its_default_only_where_that_may_be_shown(string name, string expected)
    {
        _builder.AddParameter("asked");
        _builder.AddParameter("hidden", secret: true);
        _builder.AddParameter("kept", "v");
        _builder.AddParameter("shown", "v", publishValueAsDefault: true);
        _builder.AddParameter("made", new GenerateParameterDefault { MinLength = 30, Upper = false, MinNumeric = 2 }, secret: true);

        await EqualAsync(name, expected);
    }

    [Fact]
    public async Task What_is_only_referred_to_comes_after_the_model_and_an_encoded_value_after_its_parameter()
    {
        var nats = _builder.AddNats("nats").WithJetStream().WithDataVolume("data");
        _builder.AddContainer("last", "last").WithReference(nats);

        var resources = await ResourcesAsync();

        Assert.Equal(["nats", "last", "nats-password", "nats-password-uri-encoded"], resources.Select(r => r.Key));
        Assert.Equal("nats://nats:{nats-password-uri-encoded.value}@{nats.bindings.tcp.host}:{nats.bindings.tcp.port}", (string?)resources["last"]!["env"]!["NATS_URI"]);
        Assert.Equal("uri", (string?)resources["nats-password-uri-encoded"]!["filter"]);
    }

    [Fact]
    public async Task What_is_excluded_is_not_there_and_what_refers_to_it_is_told()
    {
        var tool = _builder.AddContainer("tool", "tool").WithHttpEndpoint(targetPort: 80, name: "http").ExcludeFromManifest();
        Assert.Empty(await ResourcesAsync());

        _builder.AddContainer("user", "user").WithEnvironment("TOOL", tool.GetEndpoint("http"));
        Assert.Contains("'tool' is excluded", await FaultAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_of_its_own_kind_writes_itself_or_is_named()
    {
        var own = _builder.AddResource(new OwnKind("own"));
        Assert.Contains("'own' is a OwnKind", await FaultAsync(), StringComparison.Ordinal);

        own.WithManifestPublishingCallback(context => context.Writer.WriteString("type", "value.v0"));
        Assert.Equal("value.v0", (string?)(await ResourcesAsync())["own"]!["type"]);
    }

    [Fact]
    public async Task Udp_is_refused_by_name()
    {
        _builder.AddContainer("dns", "dns").WithEndpoint(port: 53, name: "udp", protocol: System.Net.Sockets.ProtocolType.Udp);

        Assert.Contains("Endpoint 'udp' of 'dns'", await FaultAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_volume_without_a_name_is_refused()
    {
        _builder.AddContainer("cache", "cache").WithVolume("/data");

        Assert.Contains("'/data' of 'cache' has no name", await FaultAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_published_application_starts_nothing_and_leaves_the_file()
    {
        var folder = Directory.CreateTempSubdirectory("aspire-test-");
        var builder = DistributedApplication.CreateBuilder(["--publisher", "manifest", "--output-path", folder.FullName]);
        builder.AddExecutable("never", "touch", ".", Path.Combine(folder.FullName, "started"));

        await builder.Build().RunAsync(new CancellationTokenSource(TestModel.Limit).Token);

        Assert.Equal(["aspire-manifest.json"], folder.GetFiles().Select(f => f.Name));
        folder.Delete(recursive: true);
    }

    private async Task<string> FaultAsync() => (await Assert.ThrowsAsync<DistributedApplicationException>(ResourcesAsync)).Message;

    private async Task EqualAsync(string name, string expected) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), (await ResourcesAsync())[name]!.ToJsonString());

    private async Task<JsonObject> ResourcesAsync()
    {
        using var stream = new MemoryStream();
        var document = new ManifestDocument(new DistributedApplicationModel(_builder.Resources), _builder.ExecutionContext, Here);
        await document.WriteAsync(Path.Combine(Here, "aspire-manifest.json"), stream, CancellationToken.None);
        return JsonNode.Parse(Encoding.UTF8.GetString(stream.ToArray()))!["resources"]!.AsObject();
    }

    private sealed class OwnKind(string name) : Resource(name);
}
