using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Plane.Dns.Server;

/// <summary>Counts TCP connections, in all and per client, so that one client cannot take all places.</summary>
internal sealed class ClientPlaces(int most, int mostOfOne)
{
    private readonly ConcurrentDictionary<IPAddress, int> _taken = new();
    private int _all;

    public bool TryTake(IPAddress client, out bool isFull)
    {
        isFull = Interlocked.Increment(ref _all) > most;
        if (!isFull && _taken.AddOrUpdate(Key(client), 1, static (_, count) => count + 1) <= mostOfOne)
        {
            return true;
        }

        if (isFull)
        {
            Interlocked.Decrement(ref _all);
        }
        else
        {
            Leave(client);
        }

        return false;
    }

    public void Leave(IPAddress client)
    {
        Interlocked.Decrement(ref _all);
        var key = Key(client);
        var left = _taken.AddOrUpdate(key, 0, static (_, count) => count - 1);
        if (left == 0)
        {
            _taken.TryRemove(KeyValuePair.Create(key, 0));
        }
    }

    /// <summary>An IPv6 host has its whole /64.</summary>
    private static IPAddress Key(IPAddress client)
    {
        if (client.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return client;
        }

        var bytes = client.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
