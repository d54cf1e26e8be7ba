namespace Aspire.NATS.Net;

/// <summary>Settings of the client, from <c>Aspire:NATS:Net</c> and <c>Aspire:NATS:Net:{name}</c>.</summary>
public sealed class NatsClientSettings
{
    /// <summary>One server URL or several by comma; <c>ConnectionStrings:{name}</c> wins over it.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Default false: a health check is registered.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Default false: the client's spans are exported.</summary>
    public bool DisableTracing { get; set; }
}
