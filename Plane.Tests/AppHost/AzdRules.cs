using System.Text.Json.Nodes;

namespace Plane.Tests.AppHost;

/// <summary>What the Azure Developer CLI refuses, or takes for something else than was meant, although the schema allows it.</summary>
internal static class AzdRules
{
    private static readonly string[] Kinds =
        ["project.v0", "project.v1", "container.v0", "container.v1", "dockerfile.v0", "parameter.v0", "value.v0", "annotated.string"];

    private const int MaxExtraPorts = 5;

    public static IEnumerable<string> Broken(JsonObject resources) => resources.SelectMany(static pair => Broken(pair.Key, pair.Value!.AsObject()));

    private static IEnumerable<string> Broken(string name, JsonObject resource)
    {
        if (!Kinds.Contains((string?)resource["type"]))
        {
            yield return $"{name}: a resource of type {resource["type"]} cannot be deployed";
        }

        if (resource["bindMounts"] is not null)
        {
            yield return $"{name}: a folder of this machine cannot be mounted there";
        }

        if (resource["entrypoint"] is not null && resource["args"] is null)
        {
            yield return $"{name}: an entrypoint without args is ignored";
        }

        if (resource["inputs"]?["value"] is JsonObject input && (bool?)input["secret"] == true && input["default"]?["value"] is not null)
        {
            yield return $"{name}: a secret cannot have a default value";
        }

        foreach (var fault in BrokenBindings(name, resource["bindings"]?.AsObject() ?? []))
        {
            yield return fault;
        }
    }

    /// <summary>Bindings of one target port are one ingress: the external one, else the first of HTTP.</summary>
    private static IEnumerable<string> BrokenBindings(string name, JsonObject bindings)
    {
        foreach (var (binding, value) in bindings)
        {
            if ((string?)value!["scheme"] == "tcp" && value["targetPort"] is null)
            {
                yield return $"{name}.{binding}: tcp needs a targetPort";
            }

            if ((string?)value["protocol"] == "udp" || (string?)value["transport"] == "udp")
            {
                yield return $"{name}.{binding}: UDP would become TCP";
            }
        }

        var groups = bindings.GroupBy(static b => (int?)b.Value!["targetPort"]).ToList();
        var external = groups.Where(static g => g.Any(static b => (bool?)b.Value!["external"] == true)).ToList();
        if (external.Count > 1)
        {
            yield return $"{name}: only one port can be reached from outside";
        }

        foreach (var (binding, value) in external.SelectMany(static g => g).Where(static b => !IsHttp(b.Value!)))
        {
            yield return $"{name}.{binding}: what is reached from outside must be http or https, not {value!["scheme"]}";
        }

        var main = external.FirstOrDefault() ?? groups.FirstOrDefault(static g => g.Any(static b => IsHttp(b.Value!)));
        foreach (var (binding, value) in main ?? Enumerable.Empty<KeyValuePair<string, JsonNode?>>())
        {
            var usual = (string?)value!["scheme"] == "https" ? 443 : 80;
            if (IsHttp(value) && value["port"] is { } port && (int)port != usual)
            {
                yield return $"{name}.{binding}: the main ingress is on port {usual}, not {port}";
            }
        }

        if (groups.Count > MaxExtraPorts + 1)
        {
            yield return $"{name}: more than {MaxExtraPorts} additional ports";
        }
    }

    private static bool IsHttp(JsonNode binding) => (string?)binding["scheme"] is "http" or "https";
}
