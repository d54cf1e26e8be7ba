namespace NATS.Client.Core;

/// <summary>Credentials for one attempt to connect.</summary>
public readonly struct NatsAuthCred
{
    private NatsAuthCred(string? user, string? secret, bool needsSigning)
    {
        User = user;
        Secret = secret;
        NeedsSigning = needsSigning;
    }

    internal string? User { get; }

    internal string? Secret { get; }

    internal bool NeedsSigning { get; }

    /// <summary>User and password.</summary>
    public static NatsAuthCred FromUserInfo(string username, string password) => new(username, password, needsSigning: false);

    /// <summary>A token.</summary>
    public static NatsAuthCred FromToken(string token) => new(null, token, needsSigning: false);

    /// <summary>Needs the package: connecting fails with a message that says so.</summary>
    public static NatsAuthCred FromJwt(string jwt, string seed) => new(jwt, seed, needsSigning: true);

    /// <summary>Needs the package: connecting fails with a message that says so.</summary>
    public static NatsAuthCred FromNkey(string seed) => new(null, seed, needsSigning: true);

    /// <summary>Needs the package: connecting fails with a message that says so.</summary>
    public static NatsAuthCred FromCreds(string creds) => new(null, creds, needsSigning: true);

    /// <summary>Needs the package: connecting fails with a message that says so.</summary>
    public static NatsAuthCred FromCredsFile(string credFile) => new(null, credFile, needsSigning: true);

    /// <summary>Needs the package: connecting fails with a message that says so.</summary>
    public static NatsAuthCred FromNkeyFile(string nkeyFile) => new(null, nkeyFile, needsSigning: true);
}
