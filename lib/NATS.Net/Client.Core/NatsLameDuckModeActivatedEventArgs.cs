namespace NATS.Client.Core;

/// <summary>The server is about to shut down.</summary>
public sealed class NatsLameDuckModeActivatedEventArgs : NatsEventArgs
{
    internal NatsLameDuckModeActivatedEventArgs(Uri uri)
        : base($"Lame duck mode activated: {uri.Scheme}://{uri.Host}:{uri.Port}") => Uri = uri;

    /// <summary>The server in question.</summary>
    public Uri Uri { get; }
}
