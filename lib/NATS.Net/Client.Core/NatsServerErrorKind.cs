namespace NATS.Client.Core;

/// <summary>The -ERR lines of a server that a client may want to tell apart.</summary>
public enum NatsServerErrorKind
{
    /// <summary>Any other text.</summary>
    Unknown,

    /// <summary>Wrong or missing credentials.</summary>
    AuthorizationViolation,

    /// <summary>The user's credentials have run out.</summary>
    AuthenticationExpired,

    /// <summary>The user's credentials were revoked.</summary>
    AuthenticationRevoked,

    /// <summary>The account's credentials have run out.</summary>
    AccountAuthenticationExpired,

    /// <summary>Publish or subscribe to a subject the user may not use; the connection stays.</summary>
    PermissionsViolation,

    /// <summary>The client did not answer the server's pings.</summary>
    StaleConnection,

    /// <summary>The server has as many clients as it takes.</summary>
    MaximumConnectionsExceeded,

    /// <summary>The account has as many clients as it may.</summary>
    MaximumAccountConnectionsExceeded,

    /// <summary>The client has as many subscriptions as it may; the connection stays.</summary>
    MaximumSubscriptionsExceeded,
}
