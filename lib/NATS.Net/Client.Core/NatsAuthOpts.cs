namespace NATS.Client.Core;

/// <summary>Who the client is. Credentials here go before those of the URL.</summary>
public record NatsAuthOpts
{
    /// <summary>Anonymous.</summary>
    public static readonly NatsAuthOpts Default = new();

    /// <summary>Goes with <see cref="Password"/>.</summary>
    public string? Username { get; init; }

    /// <summary>Goes with <see cref="Username"/>.</summary>
    public string? Password { get; init; }

    /// <summary>A token in place of user and password.</summary>
    public string? Token { get; init; }

    /// <summary>Needs the package: connecting fails with a message that says so.</summary>
    public string? Jwt { get; init; }

    /// <summary>Needs the package: connecting fails with a message that says so.</summary>
    public string? NKey { get; init; }

    /// <summary>Needs the package: connecting fails with a message that says so.</summary>
    public string? Seed { get; init; }

    /// <summary>Needs the package: connecting fails with a message that says so.</summary>
    public string? Creds { get; init; }

    /// <summary>Needs the package: connecting fails with a message that says so.</summary>
    public string? CredsFile { get; init; }

    /// <summary>Needs the package: connecting fails with a message that says so.</summary>
    public string? NKeyFile { get; init; }

    /// <summary>Asked before each attempt, so that credentials can be renewed; goes before everything else.</summary>
    public Func<Uri, CancellationToken, ValueTask<NatsAuthCred>>? AuthCredCallback { get; init; }

    /// <summary>Nothing is set.</summary>
    public bool IsAnonymous => AuthCredCallback is null
        && string.IsNullOrEmpty(Username) && string.IsNullOrEmpty(Password) && string.IsNullOrEmpty(Token) && !NeedsSigning;

    internal bool NeedsSigning => !string.IsNullOrEmpty(Jwt) || !string.IsNullOrEmpty(NKey) || !string.IsNullOrEmpty(Seed)
        || !string.IsNullOrEmpty(Creds) || !string.IsNullOrEmpty(CredsFile) || !string.IsNullOrEmpty(NKeyFile);

    /// <summary>Never the secrets.</summary>
    public override string ToString() => $"{nameof(NatsAuthOpts)} {{ {nameof(IsAnonymous)} = {IsAnonymous} }}";
}
