using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>Turns values into the manifest's text, and remembers which resources that text refers to.</summary>
internal sealed class ManifestValues
{
    private readonly List<IResource> _referenced = [];
    private readonly List<EncodedParameter> _encoded = [];

    /// <summary>In the order of their first mention.</summary>
    public IReadOnlyList<IResource> Referenced => _referenced;

    /// <summary>Percent-encoded forms that were asked for, in that order.</summary>
    public IReadOnlyList<EncodedParameter> Encoded => _encoded;

    /// <param name="value">Text, a number, or anything that has a manifest expression.</param>
    /// <exception cref="DistributedApplicationException">Nothing of the kind.</exception>
    public string TextOf(object value) => value switch
    {
        string text => Literal(text),
        ReferenceExpression expression => TextOf(expression),
        IResourceBuilder<IResource> builder => TextOf(builder.Resource),
        IManifestExpressionProvider provider => Noted(provider).ValueExpression,
        IConvertible plain => Literal(plain.ToString(CultureInfo.InvariantCulture)),
        _ => throw new DistributedApplicationException($"A value of type {value.GetType()} has no manifest expression."),
    };

    public void Note(object value)
    {
        if (value is IResource resource && !_referenced.Contains(resource))
        {
            _referenced.Add(resource);
        }
        else if (value is EndpointReference endpoint)
        {
            Note(endpoint.Resource);
        }
        else if (value is IValueWithReferences composite and not IResource)
        {
            foreach (var part in composite.References)
            {
                Note(part);
            }
        }
    }

    /// <summary>In a manifest single braces stand for a value.</summary>
    private static string Literal(string text) => text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    /// <summary>A format's doubled brace is a literal one, which the manifest wants doubled once more.</summary>
    private static string ForManifest(string format) =>
        format.Replace("{{", "{{{{", StringComparison.Ordinal).Replace("}}", "}}}}", StringComparison.Ordinal);

    private string TextOf(ReferenceExpression expression)
    {
        var holes = expression.ValueProviders.Select((provider, i) => TextOf(provider, expression.StringFormats[i])).ToArray<object>();
        return string.Format(CultureInfo.InvariantCulture, ForManifest(expression.Format), holes);
    }

    private string TextOf(IValueProvider provider, string? format) => (provider, format) switch
    {
        (_, null) => TextOf((object)provider),
        (ParameterResource parameter, _) => Encode(parameter).ValueExpression,
        _ => throw new DistributedApplicationException($"Only parameters can be percent-encoded in a manifest, not '{(provider as IManifestExpressionProvider)?.ValueExpression}'."),
    };

    private EncodedParameter Encode(ParameterResource parameter)
    {
        Note(parameter);
        var encoded = new EncodedParameter(parameter);
        if (!_encoded.Contains(encoded))
        {
            _encoded.Add(encoded);
        }

        return encoded;
    }

    private IManifestExpressionProvider Noted(IManifestExpressionProvider provider)
    {
        Note(provider);
        return provider;
    }
}

/// <summary>A parameter's value with everything percent-encoded that a URI must not hold (RFC 3986 §2.1).</summary>
internal sealed record EncodedParameter(ParameterResource Parameter)
{
    public string Name => $"{Parameter.Name}-uri-encoded";

    public string ValueExpression => $"{{{Name}.value}}";
}
