using System.Text.Json.Nodes;

namespace Plane.Tests.AppHost;

/// <summary>The two checks of the manifest find what they are for.</summary>
public sealed class ManifestRulesTests
{
    [Theory]
    [InlineData("{nothing.value}", false)]
    [InlineData("{secret.value}", true)]
    [InlineData("{web.bindings.http.url}", true)]
    [InlineData("{web.bindings.https.url}", false)]
    [InlineData("{web.bindings.http.path}", false)]
    [InlineData("{web.connectionString}", false)]
    [InlineData("{store.connectionString}", true)]
    [InlineData("{{web.bindings.https.url}}", true)]
    [InlineData("{secret.inputs.value}", true)]
    [InlineData("{secret.inputs.other}", false)]
    public void A_placeholder_that_stands_for_nothing_is_found(string text, bool resolves)
    {
        var resources = JsonNode.Parse($$$"""
            {
              "secret": { "type": "parameter.v0", "value": "x", "inputs": { "value": { "type": "string" } } },
              "store": { "type": "container.v0", "connectionString": "x", "image": "x" },
              "web": { "type": "project.v0", "path": "x", "env": { "A": "{{{text}}}" }, "bindings": { "http": { "scheme": "http" } } }
            }
            """)!.AsObject();

        Assert.Equal(resolves, !ManifestReferences.Dangling(resources).Any());
    }

    [Theory]
    [InlineData("""{ "type": "executable.v0" }""", "cannot be deployed")]
    [InlineData("""{ "type": "container.v0", "bindMounts": [] }""", "cannot be mounted")]
    [InlineData("""{ "type": "container.v0", "entrypoint": "x" }""", "is ignored")]
    [InlineData("""{ "type": "parameter.v0", "inputs": { "value": { "secret": true, "default": { "value": "x" } } } }""", "default value")]
    [InlineData("""{ "type": "project.v0", "bindings": { "a": { "scheme": "tcp" } } }""", "targetPort")]
    [InlineData("""{ "type": "project.v0", "bindings": { "a": { "scheme": "udp", "protocol": "udp" } } }""", "UDP")]
    [InlineData("""{ "type": "project.v0", "bindings": { "a": { "scheme": "http", "port": 8080 } } }""", "port 80, not 8080")]
    [InlineData("""{ "type": "project.v0", "bindings": { "a": { "scheme": "tcp", "targetPort": 1, "external": true } } }""", "must be http")]
    [InlineData("""{ "type": "project.v0", "bindings": { "a": { "scheme": "http", "external": true }, "b": { "scheme": "http", "targetPort": 1, "external": true } } }""", "only one port")]
    [InlineData("""{ "type": "project.v0", "bindings": { "a": { "scheme": "http" }, "b": { "scheme": "tcp", "targetPort": 1, "port": 2 } } }""", null)]
    public void What_azd_refuses_is_found(string resource, string? fault)
    {
        var faults = AzdRules.Broken(new JsonObject { ["one"] = JsonNode.Parse(resource) }).ToList();

        if (fault is null)
        {
            Assert.Empty(faults);
        }
        else
        {
            Assert.Contains(fault, Assert.Single(faults), StringComparison.Ordinal);
        }
    }
}
