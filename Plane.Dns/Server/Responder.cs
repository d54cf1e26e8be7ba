using Plane.Dns.Protocol;
using Plane.Dns.Zone;

namespace Plane.Dns.Server;

/// <summary>Packet in, packet out, whatever the transport.</summary>
internal sealed class Responder(ZoneFeed feed, ZoneOptions options)
{
    /// <returns>Length of the answer in <paramref name="output"/>; 0 where there must be none.</returns>
    public int Respond(ReadOnlySpan<byte> packet, bool overTcp, Span<byte> output)
    {
        if (!QueryParser.TryParse(packet, out var query))
        {
            return 0;
        }

        return ResponseWriter.Write(query, packet, Resolver.Resolve(query, feed.Current, options), overTcp, output);
    }
}
