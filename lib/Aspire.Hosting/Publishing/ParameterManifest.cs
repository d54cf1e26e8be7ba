using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary><c>parameter.v0</c>: a value that whoever deploys gives, with a default or a recipe for one; and <c>annotated.string</c>, such a value encoded.</summary>
internal static class ParameterManifest
{
    /// <exception cref="DistributedApplicationException">Its default is of a kind that a manifest cannot express.</exception>
    public static void Write(Utf8JsonWriter writer, ParameterResource parameter)
    {
        writer.WriteString("type", "parameter.v0");
        writer.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        writer.WriteStartObject("inputs");
        writer.WriteStartObject("value");
        writer.WriteString("type", "string");
        if (parameter.Secret)
        {
            writer.WriteBoolean("secret", true);
        }

        WriteDefault(writer, parameter);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, EncodedParameter encoded)
    {
        writer.WriteStartObject(encoded.Name);
        writer.WriteString("type", "annotated.string");
        writer.WriteString("value", encoded.Parameter.ValueExpression);
        writer.WriteString("filter", "uri");
        writer.WriteEndObject();
    }

    private static void WriteDefault(Utf8JsonWriter writer, ParameterResource parameter)
    {
        switch (parameter.Default)
        {
            case null or ConstantParameterDefault { IsPublished: false }:
                break;
            case ConstantParameterDefault constant:
                writer.WriteStartObject("default");
                writer.WriteString("value", constant.GetDefaultValue());
                writer.WriteEndObject();
                break;
            case GenerateParameterDefault generate:
                writer.WriteStartObject("default");
                WriteGenerate(writer, generate);
                writer.WriteEndObject();
                break;
            case { } other:
                throw new DistributedApplicationException($"The default of the parameter '{parameter.Name}' is of type {other.GetType()}, which a manifest cannot express.");
        }
    }

    /// <summary>Only what differs from the schema's defaults.</summary>
    private static void WriteGenerate(Utf8JsonWriter writer, GenerateParameterDefault generate)
    {
        writer.WriteStartObject("generate");
        writer.WriteNumber("minLength", generate.MinLength);
        foreach (var (name, isUsed) in new[] { ("lower", generate.Lower), ("upper", generate.Upper), ("numeric", generate.Numeric), ("special", generate.Special) })
        {
            if (!isUsed)
            {
                writer.WriteBoolean(name, false);
            }
        }

        foreach (var (name, minimum) in new[]
                 {
                     ("minLower", generate.MinLower), ("minUpper", generate.MinUpper), ("minNumeric", generate.MinNumeric), ("minSpecial", generate.MinSpecial),
                 })
        {
            if (minimum > 0)
            {
                writer.WriteNumber(name, minimum);
            }
        }

        writer.WriteEndObject();
    }
}
