using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Plane.Tests.AppHost;

/// <summary>Finds placeholders such as <c>{nats.bindings.tcp.host}</c> that stand for nothing. Doubled braces are literal ones.</summary>
internal static partial class ManifestReferences
{
    private static readonly string[] BindingProperties = ["host", "port", "targetPort", "url", "scheme"];

    public static IEnumerable<string> Dangling(JsonObject resources) =>
        from text in Texts(resources)
        from Match match in Placeholder().Matches(text)
        let expression = match.Groups["expression"]
        where expression.Success && !Resolves(resources, expression.Value.Split('.'))
        select expression.Value;

    private static bool Resolves(JsonObject resources, string[] path) => path switch
    {
        [var name, ..] when resources[name] is null => false,
        [var name, "value"] => Kind(resources, name) is "parameter.v0" or "annotated.string" or "value.v0",
        [var name, "connectionString"] => resources[name]!["connectionString"] is not null,
        [var name, "inputs", var input] => resources[name]!["inputs"]?[input] is not null,
        [var name, "inputs", var input, "value"] => resources[name]!["inputs"]?[input] is not null,
        [var name, "bindings", var binding, var property] => resources[name]!["bindings"]?[binding] is not null && BindingProperties.Contains(property),
        _ => false,
    };

    private static string? Kind(JsonObject resources, string name) => (string?)resources[name]!["type"];

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(static member => Texts(member.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    [GeneratedRegex(@"\{\{|\}\}|\{(?<expression>[^{}]+)\}")]
    private static partial Regex Placeholder();
}
