using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Plane.Drone.Proxy.Forwarding;

namespace Plane.Drone.Proxy.Listeners;

/// <summary>How many connections one address may have open. Before TLS: a connection too many costs next to nothing.</summary>
internal sealed class ConnectionLimit(IOptions<ProxyLimitOptions> limits, IOptions<ForwardOptions> forward)
{
    /// <summary>Bytes of an IPv6 address that name one customer's network.</summary>
    private const int NetworkBytes = 8;

    private readonly int _most = limits.Value.ConnectionsPerAddress;
    private readonly TrustedNetworks _trusted = new(forward.Value.TrustedProxies);
    private readonly ConcurrentDictionary<IPAddress, int> _open = new();

    public void Put(ListenOptions listen) => listen.Use(next => connection =>
        _most > 0 && connection.RemoteEndPoint is IPEndPoint client && !_trusted.Has(Plain(client.Address)) ? CountedAsync(next, connection, NetworkOf(Plain(client.Address))) : next(connection));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }

    private async Task CountedAsync(ConnectionDelegate next, ConnectionContext connection, IPAddress network)
    {
        if (_open.AddOrUpdate(network, 1, static (_, open) => open + 1) > _most)
        {
            Leave(network);
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(network);
        }
    }

    private void Leave(IPAddress network)
    {
        // An entry goes with its last connection, so that the table is no longer than there are clients.
        if (_open.AddOrUpdate(network, 0, static (_, open) => open - 1) == 0)
        {
            _open.TryRemove(KeyValuePair.Create(network, 0));
        }
    }
}
