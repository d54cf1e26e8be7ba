using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Plane.Drone.Certificates;
using Plane.Drone.Routing;

namespace Plane.Drone.Proxy.Listeners;

/// <summary>Opens the process's doors, each of a kind of its own: what comes in by one can never reach what belongs to another.</summary>
internal sealed class ProxyListeners(ProxyIdentity identity, IOptions<ProxyOptions> proxy, IOptions<PeerOptions> peer, IHostApplicationLifetime lifetime, ProxyAddresses addresses, CertificateShelf shelf, Handover handover, ConnectionLimit connections, GoneMachines machines, IOptions<ProxyLimitOptions> limits, TimeProvider clock, ChallengeDoor? challenges = null)
{
    /// <summary>What the proxy of another drone adds to a request: a user's data may be 64 KiB as a header.</summary>
    private const int AddedHeaderBytes = 131_072;
    private const int AddedHeaders = 20;
    private const int RequestBuffer = 1_048_576;
    private const int LongestHttp2Field = 65_536;
    private static readonly TimeSpan SlowFor = TimeSpan.FromSeconds(5);
    private ListenOptions? _public;
    private ListenOptions? _peer;
    private ListenOptions? _redirect;
    private bool _isTlsOpen;

    /// <param name="internalUrls">As in <c>ASPNETCORE_URLS</c>.</param>
    public void Open(KestrelServerOptions kestrel, IReadOnlyList<BindingAddress> internalUrls)
    {
        Transparent(kestrel, takesPeers: identity.IsAgent);
        foreach (var url in internalUrls)
        {
            OpenInternal(kestrel, url);
        }

        if (identity.IsAgent)
        {
            Listen(kestrel, IPAddress.Parse(peer.Value.Address), peer.Value.Port, listen => handover.Sort(_peer = Mark(listen, ListenerKind.Peer)));
        }

        if (identity.IsProxy && !identity.Cluster.IsHttps)
        {
            Listen(kestrel, ClientAddress, proxy.Value.HttpPortOf(identity.Cluster), listen => handover.Sort(_public = Mark(listen, ListenerKind.Public)));
        }

        Handover.Open(kestrel);
        lifetime.ApplicationStarted.Register(Tell);
    }

    /// <summary>The doors for clients of an HTTPS cluster.</summary>
    public void OpenTls(KestrelServerOptions kestrel)
    {
        Transparent(kestrel, takesPeers: false);
        var door = new TlsDoor(shelf);
        Listen(
            kestrel,
            ClientAddress,
            proxy.Value.HttpsPortOrDefault,
            listen =>
            {
                _public = Mark(listen, ListenerKind.Public);
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                if (challenges is null)
                {
                    door.Put(listen);
                }
                else
                {
                    challenges.Put(listen, door.Put);
                }
            });
        if (proxy.Value.RedirectHttp)
        {
            Listen(kestrel, ClientAddress, proxy.Value.HttpPortOf(identity.Cluster), listen => _redirect = Mark(listen, ListenerKind.Redirect));
        }
    }

    public void TellTlsOpen()
    {
        _isTlsOpen = true;
        Tell();
    }

    /// <summary>Tells where the listeners are that are open now.</summary>
    private void Tell() => addresses.Tell(new OpenListeners(PeerAddress(), OpenPortOf(_public), OpenPortOf(_redirect)));

    private IPAddress ClientAddress => IPAddress.Parse(proxy.Value.HttpAddress);

    /// <summary>The wildcard of IPv6 stands for both families, and for IPv4 alone on machines without IPv6.</summary>
    private static void Listen(KestrelServerOptions kestrel, IPAddress address, int port, Action<ListenOptions> configure)
    {
        if (address.Equals(IPAddress.IPv6Any))
        {
            kestrel.ListenAnyIP(port, configure);
        }
        else
        {
            kestrel.Listen(address, port, configure);
        }
    }

    private void OpenInternal(KestrelServerOptions kestrel, BindingAddress url)
    {
        if (url.IsUnixPipe)
        {
            kestrel.ListenUnixSocket(url.UnixPipePath, listen => Mark(listen, ListenerKind.Internal));
        }
        else if (url.Host == "localhost")
        {
            kestrel.ListenLocalhost(url.Port, listen => Mark(listen, ListenerKind.Internal));
        }
        else if (IPAddress.TryParse(url.Host, out var address))
        {
            Listen(kestrel, address, url.Port, listen => Mark(listen, ListenerKind.Internal));
        }
        else
        {
            kestrel.ListenAnyIP(url.Port, listen => Mark(listen, ListenerKind.Internal));
        }
    }

    private ListenOptions Mark(ListenOptions listen, ListenerKind kind)
    {
        var feature = new ListenerFeature(kind);
        listen.Protocols = HttpProtocols.Http1;
        if (kind is not ListenerKind.Internal)
        {
            machines.Put(listen);
        }

        if (kind is ListenerKind.Public or ListenerKind.Redirect)
        {
            connections.Put(listen);
        }

        listen.Use(next => connection =>
        {
            connection.Features.Set(feature);
            var bytes = new LastByte(clock);
            connection.Features.Set(bytes);
            connection.Transport = new MarkedPipe(connection.Transport, bytes);
            return next(connection);
        });
        return listen;
    }

    /// <summary>What a proxy leaves to the backend: the size of bodies, the bytes of header values, its name. And what it asks of clients.</summary>
    private void Transparent(KestrelServerOptions kestrel, bool takesPeers)
    {
        var asked = limits.Value;
        kestrel.AddServerHeader = false;
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = RateOf(asked.UploadBytesPerSecond);
        kestrel.Limits.MinResponseDataRate = RateOf(asked.DownloadBytesPerSecond);
        kestrel.Limits.MaxRequestHeadersTotalSize = asked.HeaderBytes + (takesPeers ? AddedHeaderBytes : 0);
        kestrel.Limits.MaxRequestHeaderCount = asked.Headers + (takesPeers ? AddedHeaders : 0);
        kestrel.Limits.MaxRequestLineSize = asked.UrlBytes;
        kestrel.Limits.MaxRequestBufferSize = Math.Max(asked.UrlBytes, RequestBuffer);
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(asked.HeaderSeconds);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(asked.KeepAliveSeconds);
        kestrel.Limits.Http2.MaxRequestHeaderFieldSize = Math.Min(asked.HeaderBytes, LongestHttp2Field);
    }

    private static MinDataRate? RateOf(int bytesPerSecond) => bytesPerSecond == 0 ? null : new MinDataRate(bytesPerSecond, SlowFor);

    private static int? PortOf(ListenOptions? listen) => listen?.IPEndPoint?.Port;

    /// <summary>A listener that could not be opened is not told of.</summary>
    private int? OpenPortOf(ListenOptions? listen) => !identity.Cluster.IsHttps || _isTlsOpen ? PortOf(listen) : null;

    private string? PeerAddress()
    {
        if (PortOf(_peer) is not { } port)
        {
            return null;
        }

        var host = peer.Value.AdvertisedHost ?? peer.Value.Address;
        var bracketed = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        return string.Create(CultureInfo.InvariantCulture, $"{bracketed}:{port}");
    }
}
