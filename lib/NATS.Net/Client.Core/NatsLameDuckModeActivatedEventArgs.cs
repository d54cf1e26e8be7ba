namespace NATS.Client.Core;

/// <summary>The server is about to shut down.</summary>
public sealed class NatsLameDuckModeActivatedEventArgs(Uri uri) : NatsEventArgs($"Lame duck mode activated: {uri.Scheme}://{uri.Host}:{uri.Port}")
{
    /// <summary>The server in question.</summary>
    public Uri Uri { get; } = uri;
}
