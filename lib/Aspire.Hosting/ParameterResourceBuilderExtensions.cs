using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting;

/// <summary>Adds parameters: values from configuration <c>Parameters:{name}</c>.</summary>
public static class ParameterResourceBuilderExtensions
{
    private const int PasswordLength = 22;

    /// <summary>A parameter without a default: starting what needs it fails when configuration has no value.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.Add(name, null, secret, $"Parameters:{name}");

    /// <param name="builder">The application.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">Used when configuration has none.</param>
    /// <param name="publishValueAsDefault">Whether a manifest may show the value.</param>
    /// <param name="secret">Never shown.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    /// <inheritdoc cref="AddParameter(IDistributedApplicationBuilder, string, string, bool, bool)"/>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
    {
        if (publishValueAsDefault && secret)
        {
            throw new ArgumentException("A secret's value cannot be published as its default.", nameof(secret));
        }

        return builder.Add(name, new ConstantParameterDefault(valueGetter, publishValueAsDefault), secret, $"Parameters:{name}");
    }

    /// <param name="builder">The application.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">Makes the value when configuration has none.</param>
    /// <param name="secret">Never shown.</param>
    /// <param name="persist">Keeps a made value in the AppHost's user secrets for the next run.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false) =>
        builder.Add(name, persist && builder.ExecutionContext.IsRunMode ? Persisted(builder, name, value) : value, secret, $"Parameters:{name}");

    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(
        this IDistributedApplicationBuilder builder, string name, string configurationKey, bool secret = false) =>
        builder.Add(name, null, secret, configurationKey);

    /// <summary>A generated password of 22 characters, kept in the AppHost's user secrets; not added to the model.</summary>
    public static ParameterResource CreateDefaultPasswordParameter(
        IDistributedApplicationBuilder builder, string name, bool lower = true, bool upper = true, bool numeric = true, bool special = true,
        int minLower = 0, int minUpper = 0, int minNumeric = 0, int minSpecial = 0)
    {
        var generated = new GenerateParameterDefault
        {
            MinLength = PasswordLength,
            Lower = lower,
            Upper = upper,
            Numeric = numeric,
            Special = special,
            MinLower = minLower,
            MinUpper = minUpper,
            MinNumeric = minNumeric,
            MinSpecial = minSpecial,
        };
        ParameterDefault value = builder.ExecutionContext.IsRunMode ? Persisted(builder, name, generated) : generated;
        return Make(builder, name, value, secret: true, $"Parameters:{name}");
    }

    private static PersistedParameterDefault Persisted(IDistributedApplicationBuilder builder, string name, ParameterDefault value) =>
        new(value, $"Parameters:{name}", new UserSecrets((builder as DistributedApplicationBuilder)?.Metadata.UserSecretsId));

    private static IResourceBuilder<ParameterResource> Add(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault? value, bool secret, string key) =>
        builder.AddResource(Make(builder, name, value, secret, key));

    private static ParameterResource Make(
        IDistributedApplicationBuilder builder, string name, ParameterDefault? value, bool secret, string key) =>
        new(
            name,
            fallback => builder.Configuration[key] ?? fallback?.GetDefaultValue() ?? throw new DistributedApplicationException(
                $"The parameter '{name}' has no value: set the configuration key '{key}'."),
            secret)
        {
            Default = value,
        };
}
