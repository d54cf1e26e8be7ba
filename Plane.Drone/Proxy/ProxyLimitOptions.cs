using Plane.ServiceDefaults.Configuration;

namespace Plane.Drone.Proxy;

/// <summary>Section <c>Plane:Drone:Proxy:Limits</c>: what clients may ask of the proxy. Bodies have no limit, nor have sessions.</summary>
public sealed class ProxyLimitOptions : ICheckedOptions
{
    public const string Section = "Plane:Drone:Proxy:Limits";

    /// <summary>All headers of a request together, 1,024–1,048,576 bytes; above it 431. Internal listeners take 131,072 more, for what proxies add. Default 32,768.</summary>
    public int HeaderBytes { get; set; } = 32_768;

    /// <summary>Headers of a request, 1–10,000; above it 431. Default 100.</summary>
    public int Headers { get; set; } = 100;

    /// <summary>Method and URL together, 256–1,048,576 bytes; above it 414. Default 8,192.</summary>
    public int UrlBytes { get; set; } = 8_192;

    /// <summary>How long the headers of a request may take to arrive, 1–600 s. Default 30.</summary>
    public int HeaderSeconds { get; set; } = 30;

    /// <summary>How long a connection is kept without a request, 1–86,400 s. Default 130.</summary>
    public int KeepAliveSeconds { get; set; } = 130;

    /// <summary>
    /// After how long a silence the machine of a client, or of another drone, is asked whether it is still there (TCP keep-alive), 1–7,200 s. Without an answer for as long again the connection
    /// ends, so that a machine that went away keeps no backend alive; as soon where what was sent to it is not acknowledged. Default 60.
    /// </summary>
    public int SilenceSeconds { get; set; } = 60;

    /// <summary>Bytes a second that a request's body must bring, 0–1,000,000,000; slower ones end after 5 s. 0: no limit. Default 0.</summary>
    public int UploadBytesPerSecond { get; set; }

    /// <summary>Bytes a second that a client must take of an answer that waits for it, 0–1,000,000,000; slower ones end after 5 s. 0: no limit. Default 0.</summary>
    public int DownloadBytesPerSecond { get; set; }

    /// <summary>
    /// Connections that one IP address (of IPv6, one /64) may have open, 0–1,000,000; above it new ones are closed at once. Load balancers that are trusted have no limit.
    /// 0: nobody has one. Default 0.
    /// </summary>
    public int ConnectionsPerAddress { get; set; }

    /// <summary>Requests, streams and sockets that one backend may have open, 0–1,000,000; above it 503. 0: no limit. Default 0.</summary>
    public int OpenPerBackend { get; set; }

    public IEnumerable<string> Faults() =>
    [
        .. Range(HeaderBytes, 1024, 1_048_576, nameof(HeaderBytes)),
        .. Range(Headers, 1, 10_000, nameof(Headers)),
        .. Range(UrlBytes, 256, 1_048_576, nameof(UrlBytes)),
        .. Range(HeaderSeconds, 1, 600, nameof(HeaderSeconds)),
        .. Range(KeepAliveSeconds, 1, 86_400, nameof(KeepAliveSeconds)),
        .. Range(SilenceSeconds, 1, 7200, nameof(SilenceSeconds)),
        .. Range(UploadBytesPerSecond, 0, 1_000_000_000, nameof(UploadBytesPerSecond)),
        .. Range(DownloadBytesPerSecond, 0, 1_000_000_000, nameof(DownloadBytesPerSecond)),
        .. Range(ConnectionsPerAddress, 0, 1_000_000, nameof(ConnectionsPerAddress)),
        .. Range(OpenPerBackend, 0, 1_000_000, nameof(OpenPerBackend)),
    ];

    private static string[] Range(int value, int min, int max, string name) =>
        value < min || value > max ? [string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Section}:{name} is {value}; {min} to {max} is expected.")] : [];
}
