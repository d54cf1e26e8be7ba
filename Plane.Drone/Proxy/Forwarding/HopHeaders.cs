using Microsoft.Extensions.Primitives;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>
/// Headers that hold for one connection only because <c>Connection</c> names them (RFC 9110 §7.6.1). Those that always do are left out by the forwarder. What frames a
/// message or names its target is not a connection's to take away.
/// </summary>
internal static class HopHeaders
{
    public static void Remove(IHeaderDictionary headers, StringValues connection)
    {
        foreach (var line in connection)
        {
            foreach (var part in line.AsSpan().Split(','))
            {
                var name = line.AsSpan()[part].Trim();
                if (name.Length > 0 && !IsKept(name))
                {
                    headers.Remove(name.ToString());
                }
            }
        }
    }

    private static bool IsKept(ReadOnlySpan<char> name) => Is(name, "keep-alive") || Is(name, "close") || Is(name, "upgrade") || Is(name, "te")
        || Is(name, "host") || Is(name, "content-length") || Is(name, "transfer-encoding") || Is(name, "content-type");

    private static bool Is(ReadOnlySpan<char> name, string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);
}
