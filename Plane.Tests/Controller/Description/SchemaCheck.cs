using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Plane.Tests.Controller.Description;

/// <summary>Compares JSON with those words of JSON Schema that the description uses; any other word fails. A field that a schema does not name is a fault.</summary>
internal sealed class SchemaCheck(JsonElement document)
{
    private static readonly string[] Known =
        ["type", "format", "properties", "required", "items", "additionalProperties", "enum", "oneOf", "minimum", "maximum", "minLength", "maxLength", "pattern", "description"];

    public IEnumerable<string> FaultsOf(JsonElement value, JsonElement schema, string path = "$")
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return FaultsOf(value, Resolve(reference.GetString()!), path);
        }

        var unknown = schema.EnumerateObject().Select(static word => word.Name).Except(Known).Select(word => $"{path}: the check does not know {word}");
        if (schema.TryGetProperty("oneOf", out var forms))
        {
            var matching = forms.EnumerateArray().Count(form => !FaultsOf(value, form, path).Any());
            return matching == 1 ? unknown : unknown.Append($"{path}: {matching} of its forms match {value}");
        }

        return unknown.Concat(OfType(value, schema, path)).Concat(OfText(value, schema, path)).Concat(value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(value, schema, path),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) => value.EnumerateArray().SelectMany((item, at) => FaultsOf(item, items, $"{path}[{at}]")),
            _ => [],
        });
    }

    public JsonElement Resolve(string reference) =>
        reference.Split('/').Skip(1).Aggregate(document, static (at, name) => at.GetProperty(name));

    private static IEnumerable<string> OfType(JsonElement value, JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return [$"{path}: its schema has no type"];
        }

        string?[] allowed = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(static one => one.GetString())] : [type.GetString()];
        return allowed.Contains(TypeOf(value)) ? [] : [$"{path}: {TypeOf(value)} instead of {string.Join(" or ", allowed)}"];
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Null => "null",
        _ => value.TryGetInt64(out _) ? "integer" : "number",
    };

    private static IEnumerable<string> OfText(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)))
        {
            yield return $"{path}: {value} is none of its words";
        }

        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(value.ToString(), pattern.GetString()!))
        {
            yield return $"{path}: {value} does not match {pattern}";
        }

        if (value.ValueKind == JsonValueKind.Number && Bounds(schema) is var (least, most) && (value.GetDouble() < least || value.GetDouble() > most))
        {
            yield return $"{path}: {value} is out of bounds";
        }
    }

    private static (double Least, double Most) Bounds(JsonElement schema) =>
        (schema.TryGetProperty("minimum", out var least) ? double.Parse(least.ToString(), CultureInfo.InvariantCulture) : double.MinValue,
            schema.TryGetProperty("maximum", out var most) ? double.Parse(most.ToString(), CultureInfo.InvariantCulture) : double.MaxValue);

    private IEnumerable<string> OfObject(JsonElement value, JsonElement schema, string path)
    {
        var properties = schema.TryGetProperty("properties", out var named) ? named : default;
        foreach (var field in value.EnumerateObject())
        {
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(field.Name, out var known))
            {
                foreach (var fault in FaultsOf(field.Value, known, $"{path}.{field.Name}"))
                {
                    yield return fault;
                }
            }
            else if (properties.ValueKind == JsonValueKind.Object)
            {
                yield return $"{path}.{field.Name}: its schema does not name it";
            }
        }

        var missing = schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)) : [];
        foreach (var name in missing)
        {
            yield return $"{path}.{name}: is required and missing";
        }
    }
}
