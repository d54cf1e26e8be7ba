namespace Docker.DotNet;

/// <summary>Where an engine is and how to talk to it; makes clients, and ends the credentials when it is disposed.</summary>
public class DockerClientConfiguration : IDisposable
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(100);

    /// <summary>The engine of this machine, at <c>unix:/var/run/docker.sock</c>.</summary>
    public DockerClientConfiguration(
        Credentials credentials = null,
        TimeSpan defaultTimeout = default,
        TimeSpan namedPipeConnectTimeout = default,
        IReadOnlyDictionary<string, string> defaultHttpRequestHeaders = null)
        : this(new Uri("unix:/var/run/docker.sock"), credentials, defaultTimeout, namedPipeConnectTimeout, defaultHttpRequestHeaders)
    {
    }

    /// <param name="endpoint">Scheme unix, tcp, http or https.</param>
    /// <param name="credentials">Null: none.</param>
    /// <param name="defaultTimeout">For calls that answer at once; default 100 s, <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <param name="namedPipeConnectTimeout">Windows pipes only; default 100 ms.</param>
    /// <param name="defaultHttpRequestHeaders">Sent with every request.</param>
    /// <exception cref="ArgumentException"><paramref name="defaultTimeout"/> is negative and not infinite.</exception>
    public DockerClientConfiguration(
        Uri endpoint,
        Credentials credentials = null,
        TimeSpan defaultTimeout = default,
        TimeSpan namedPipeConnectTimeout = default,
        IReadOnlyDictionary<string, string> defaultHttpRequestHeaders = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (defaultTimeout < Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException("A timeout is positive or infinite.", nameof(defaultTimeout));
        }

        EndpointBaseUri = endpoint;
        Credentials = credentials ?? new AnonymousCredentials();
        DefaultTimeout = defaultTimeout == TimeSpan.Zero ? UsualTimeout : defaultTimeout;
        NamedPipeConnectTimeout = namedPipeConnectTimeout == TimeSpan.Zero ? TimeSpan.FromMilliseconds(100) : namedPipeConnectTimeout;
        DefaultHttpRequestHeaders = defaultHttpRequestHeaders ?? new Dictionary<string, string>();
    }

    public Uri EndpointBaseUri { get; }

    public IReadOnlyDictionary<string, string> DefaultHttpRequestHeaders { get; }

    public Credentials Credentials { get; }

    public TimeSpan DefaultTimeout { get; }

    public TimeSpan NamedPipeConnectTimeout { get; }

    /// <param name="requestedApiVersion">Null: paths without a version, which the engine reads as its newest.</param>
    public DockerClient CreateClient(Version requestedApiVersion = null) => new(this, requestedApiVersion);

    public void Dispose()
    {
        Credentials.Dispose();
        GC.SuppressFinalize(this);
    }
}
