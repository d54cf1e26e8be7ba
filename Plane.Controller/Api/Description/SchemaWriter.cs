using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Plane.Contracts.Http;

namespace Plane.Controller.Api.Description;

/// <summary>
/// JSON schemas from what the serializer itself goes by, so that they cannot say anything else. Of a request what must be given is required; of an
/// answer what is always there: everything, or, where absent values are left out, what cannot be absent.
/// </summary>
internal sealed class SchemaWriter(OpenApiDocument document)
{
    private static readonly Dictionary<Type, (JsonSchemaType Type, string? Format, string? Minimum, string? Maximum)> Primitives = new()
    {
        [typeof(string)] = (JsonSchemaType.String, null, null, null),
        [typeof(bool)] = (JsonSchemaType.Boolean, null, null, null),
        [typeof(byte)] = (JsonSchemaType.Integer, "int32", "0", "255"),
        [typeof(ushort)] = (JsonSchemaType.Integer, "int32", "0", "65535"),
        [typeof(int)] = (JsonSchemaType.Integer, "int32", null, null),
        [typeof(long)] = (JsonSchemaType.Integer, "int64", null, null),
        [typeof(ulong)] = (JsonSchemaType.Integer, "int64", "0", null),
        [typeof(double)] = (JsonSchemaType.Number, "double", null, null),
        [typeof(DateTimeOffset)] = (JsonSchemaType.String, "date-time", null, null),
    };

    private readonly Dictionary<string, (Type Type, bool IsAnswer)> _components = [];

    /// <exception cref="InvalidOperationException">A type that this writer does not know how to describe.</exception>
    public IOpenApiSchema Of(JsonTypeInfo type, bool isAnswer)
    {
        if (Primitives.TryGetValue(type.Type, out var primitive))
        {
            return new OpenApiSchema { Type = primitive.Type, Format = primitive.Format, Minimum = primitive.Minimum, Maximum = primitive.Maximum };
        }

        return type switch
        {
            { Type.IsEnum: true } => Component(type, isAnswer, words => Enumerate(words, type)),
            { Kind: JsonTypeInfoKind.Object } => Component(type, isAnswer, schema => Fill(schema, type, isAnswer)),
            { Kind: JsonTypeInfoKind.Enumerable } => new OpenApiSchema { Type = JsonSchemaType.Array, Items = Of(Other(type, type.ElementType!), isAnswer) },
            { Kind: JsonTypeInfoKind.Dictionary } =>
                new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = Of(Other(type, type.ElementType!), isAnswer) },
            _ => throw new InvalidOperationException($"Say in {nameof(SchemaWriter)} what a {type.Type} looks like in JSON."),
        };
    }

    private static JsonTypeInfo Other(JsonTypeInfo type, Type other) => type.Options.GetTypeInfo(other);

    /// <summary>A schema of its own, under the type's name. It is entered before it is filled, for types that contain themselves.</summary>
    private OpenApiSchemaReference Component(JsonTypeInfo type, bool isAnswer, Action<OpenApiSchema> fill)
    {
        var name = type.Type.Name;
        var use = (type.Type, IsAnswer: isAnswer && !type.Type.IsEnum);
        if (_components.TryAdd(name, use))
        {
            var schema = new OpenApiSchema();
            document.AddComponent(name, schema);
            fill(schema);
        }
        else if (_components[name] != use)
        {
            throw new InvalidOperationException($"{type.Type} is both asked and answered, or shares its name with another: give each a record of its own.");
        }

        return new OpenApiSchemaReference(name, document);
    }

    /// <summary>The words are what the serializer writes.</summary>
    private static void Enumerate(OpenApiSchema schema, JsonTypeInfo type)
    {
        schema.Type = JsonSchemaType.String;
        schema.Enum = [.. Enum.GetValues(type.Type).Cast<object>().Select(value => JsonSerializer.SerializeToNode(value, type)!)];
    }

    private void Fill(OpenApiSchema schema, JsonTypeInfo type, bool isAnswer)
    {
        var leavesOut = type.Options.DefaultIgnoreCondition == JsonIgnoreCondition.WhenWritingNull;
        schema.Type = JsonSchemaType.Object;
        schema.Properties = new Dictionary<string, IOpenApiSchema>();
        schema.Required = new HashSet<string>();
        foreach (var property in type.Properties.Where(static property => property.Get is not null))
        {
            var isNullable = property.IsGetNullable && (!property.PropertyType.IsValueType || Nullable.GetUnderlyingType(property.PropertyType) is not null);
            var value = FreeForms.Of(type.Type, property.Name) ?? Of(Other(type, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType), isAnswer);
            schema.Properties[property.Name] = isNullable && !(isAnswer && leavesOut) ? OrNull(value) : value;
            if (isAnswer ? !(leavesOut && isNullable) : property.IsRequired)
            {
                schema.Required.Add(property.Name);
            }
        }
    }

    private static OpenApiSchema OrNull(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema { Type: not null } own)
        {
            own.Type |= JsonSchemaType.Null;
            return own;
        }

        return new OpenApiSchema { OneOf = [schema, new OpenApiSchema { Type = JsonSchemaType.Null }] };
    }

    /// <summary>What is free JSON to the serializer, and not to the API.</summary>
    private static class FreeForms
    {
        public static OpenApiSchema? Of(Type type, string property) => (type, property) switch
        {
            _ when type == typeof(ConnectRequest) && property == "auth" => new OpenApiSchema { Type = JsonSchemaType.Object },
            _ when type == typeof(HttpExecutable) && property == "mount" => new OpenApiSchema { Type = JsonSchemaType.Boolean | JsonSchemaType.String },
            _ => null,
        };
    }
}
