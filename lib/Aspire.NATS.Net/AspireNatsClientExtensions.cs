using Aspire.NATS.Net;
using Microsoft.Extensions.DependencyInjection;
using NATS.Client.Core;
using NATS.Client.JetStream;

// The package puts its extensions where the host builder's are.
#pragma warning disable IDE0130 // the package's namespace decides, not the folder
namespace Microsoft.Extensions.Hosting;
#pragma warning restore IDE0130

/// <summary>Registers NATS clients with a host: connection, health check and tracing.</summary>
public static class AspireNatsClientExtensions
{
    /// <summary>
    /// A singleton connection for the connection string of that name; a missing one throws
    /// <see cref="InvalidOperationException"/> when the connection is resolved. The connection string wins over options.
    /// </summary>
    public static void AddNatsClient(this IHostApplicationBuilder builder, string connectionName)
        => Add(builder, new ClientRegistration(connectionName, null, null, null));

    /// <inheritdoc cref="AddNatsClient(IHostApplicationBuilder, string)"/>
    public static void AddNatsClient(this IHostApplicationBuilder builder, string connectionName, Action<NatsClientSettings>? configureSettings)
        => Add(builder, new ClientRegistration(connectionName, null, configureSettings, null));

    /// <inheritdoc cref="AddNatsClient(IHostApplicationBuilder, string)"/>
    public static void AddNatsClient(this IHostApplicationBuilder builder, string connectionName, Func<NatsOpts, NatsOpts>? configureOptions)
        => Add(builder, new ClientRegistration(connectionName, null, null, Ignoring(configureOptions)));

    /// <inheritdoc cref="AddNatsClient(IHostApplicationBuilder, string)"/>
    public static void AddNatsClient(this IHostApplicationBuilder builder, string connectionName, Func<IServiceProvider, NatsOpts, NatsOpts>? configureOptions)
        => Add(builder, new ClientRegistration(connectionName, null, null, configureOptions));

    /// <inheritdoc cref="AddNatsClient(IHostApplicationBuilder, string)"/>
    public static void AddNatsClient(this IHostApplicationBuilder builder, string connectionName, Action<NatsClientSettings>? configureSettings, Func<NatsOpts, NatsOpts>? configureOptions)
        => Add(builder, new ClientRegistration(connectionName, null, configureSettings, Ignoring(configureOptions)));

    /// <inheritdoc cref="AddNatsClient(IHostApplicationBuilder, string)"/>
    public static void AddNatsClient(this IHostApplicationBuilder builder, string connectionName, Action<NatsClientSettings>? configureSettings, Func<IServiceProvider, NatsOpts, NatsOpts>? configureOptions)
        => Add(builder, new ClientRegistration(connectionName, null, configureSettings, configureOptions));

    /// <inheritdoc cref="AddNatsClient(IHostApplicationBuilder, string)"/>
    public static void AddKeyedNatsClient(this IHostApplicationBuilder builder, string name)
        => Add(builder, new ClientRegistration(name, name, null, null));

    /// <inheritdoc cref="AddNatsClient(IHostApplicationBuilder, string)"/>
    public static void AddKeyedNatsClient(this IHostApplicationBuilder builder, string name, Action<NatsClientSettings>? configureSettings)
        => Add(builder, new ClientRegistration(name, name, configureSettings, null));

    /// <inheritdoc cref="AddNatsClient(IHostApplicationBuilder, string)"/>
    public static void AddKeyedNatsClient(this IHostApplicationBuilder builder, string name, Func<NatsOpts, NatsOpts>? configureOptions)
        => Add(builder, new ClientRegistration(name, name, null, Ignoring(configureOptions)));

    /// <inheritdoc cref="AddNatsClient(IHostApplicationBuilder, string)"/>
    public static void AddKeyedNatsClient(this IHostApplicationBuilder builder, string name, Func<IServiceProvider, NatsOpts, NatsOpts>? configureOptions)
        => Add(builder, new ClientRegistration(name, name, null, configureOptions));

    /// <inheritdoc cref="AddNatsClient(IHostApplicationBuilder, string)"/>
    public static void AddKeyedNatsClient(this IHostApplicationBuilder builder, string name, Action<NatsClientSettings>? configureSettings, Func<NatsOpts, NatsOpts>? configureOptions)
        => Add(builder, new ClientRegistration(name, name, configureSettings, Ignoring(configureOptions)));

    /// <inheritdoc cref="AddNatsClient(IHostApplicationBuilder, string)"/>
    public static void AddKeyedNatsClient(this IHostApplicationBuilder builder, string name, Action<NatsClientSettings>? configureSettings, Func<IServiceProvider, NatsOpts, NatsOpts>? configureOptions)
        => Add(builder, new ClientRegistration(name, name, configureSettings, configureOptions));

    /// <summary>A singleton <see cref="INatsJSContext"/> over the unkeyed connection.</summary>
    public static void AddNatsJetStream(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<INatsJSContext>(static provider => new NatsJSContext(provider.GetRequiredService<INatsConnection>()));
    }

    private static void Add(IHostApplicationBuilder builder, ClientRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(registration.Name);
        registration.AddTo(builder);
    }

    private static Func<IServiceProvider, NatsOpts, NatsOpts>? Ignoring(Func<NatsOpts, NatsOpts>? configureOptions)
        => configureOptions is null ? null : (_, opts) => configureOptions(opts);
}
