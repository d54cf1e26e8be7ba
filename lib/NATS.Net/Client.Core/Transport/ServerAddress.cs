using System.Globalization;

namespace NATS.Client.Core.Transport;

/// <summary>One server to connect to, with the credentials its URL carried.</summary>
internal sealed record ServerAddress(string Scheme, string Host, int Port, string? User, string? Secret)
{
    private const int DefaultPort = 4222;

    /// <summary>Without credentials.</summary>
    public Uri Uri => new(string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{UriHost}:{Port}"));

    /// <summary>For logs and events.</summary>
    public string Redacted => string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{(Secret is null ? string.Empty : User is null ? "***@" : $"{User}:***@")}{UriHost}:{Port}");

    private string UriHost => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;

    /// <summary>[scheme://][user:password@|token@]host[:port]; userinfo is percent-decoded.</summary>
    public static ServerAddress Parse(string url)
    {
        var text = url.Trim();
        text = text.Contains("://", StringComparison.Ordinal) ? text : $"nats://{text}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            throw new NatsException("The server URL is invalid; it should be nats://[user:password@]host[:port], with user and password percent-encoded.");
        }

        if (uri.Scheme is not ("nats" or "tls"))
        {
            throw new NatsException(uri.Scheme is "ws" or "wss" ? NeedsPackage.Message("WebSocket") : $"The server URL has the unknown scheme {uri.Scheme}.");
        }

        var port = uri.IsDefaultPort || uri.Port <= 0 ? DefaultPort : uri.Port;
        var (user, secret) = Credentials(uri.UserInfo);
        return new ServerAddress(uri.Scheme, uri.IdnHost.Trim('[', ']'), port, user, secret);
    }

    public bool IsSameServer(ServerAddress other) => Port == other.Port && Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>Never the secret.</summary>
    public override string ToString() => Redacted;

    private static (string? User, string? Secret) Credentials(string userInfo)
    {
        var colon = userInfo.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? (null, userInfo.Length == 0 ? null : Uri.UnescapeDataString(userInfo))
            : (Uri.UnescapeDataString(userInfo[..colon]), Uri.UnescapeDataString(userInfo[(colon + 1)..]));
    }
}
