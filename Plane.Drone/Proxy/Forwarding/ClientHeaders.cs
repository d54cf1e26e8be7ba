using Plane.Drone.Proxy.Targets;
using Plane.Drone.Routing;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>What of a client's own headers a backend must never take for ours.</summary>
internal static class ClientHeaders
{
    private const string Verified = "x-verified-";
    private const string ForwardedFor = "x-forwarded-for";
    private const string ForwardedProto = "x-forwarded-proto";

    /// <summary>Removes them. Backends that read headers through CGI variables see <c>_</c> and <c>-</c> as one, so that here they are one too.</summary>
    public static void Strip(IHeaderDictionary headers)
    {
        List<string>? forged = null;
        foreach (var (name, _) in headers)
        {
            if (name.Length > 2 && (name[0] | 0x20) == 'x' && IsOurs(name))
            {
                (forged ??= []).Add(name);
            }
        }

        forged?.ForEach(name => headers.Remove(name));
    }

    /// <summary>The address the request came from, IPv4 as such.</summary>
    public static string AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        return address is null ? "unknown" : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }

    /// <summary>What the ledger keeps of a client's request.</summary>
    public static ConnectionFacts FactsOf(HttpContext context, BackendHeaders headers, RequestTarget request) =>
        new(headers.ClientAddress, headers.Route, context.Request.Method, request.Path, AgentOf(context));

    /// <summary>The same of a request that another proxy has already put into shape.</summary>
    public static ConnectionFacts PeerFactsOf(HttpContext context, RequestTarget request) =>
        new(context.Request.Headers[ForwardedFor] is [{ } client] ? client : "unknown", RouteKind.Peer, context.Request.Method, request.Path, AgentOf(context));

    private static string? AgentOf(HttpContext context) => context.Request.Headers.UserAgent is [{ } agent, ..] ? agent : null;

    private static bool IsOurs(string name)
    {
        var plain = name.Contains('_', StringComparison.Ordinal) ? name.Replace('_', '-') : name;
        return plain.StartsWith(Verified, StringComparison.OrdinalIgnoreCase)
            || plain.StartsWith(PeerHeaders.Prefix, StringComparison.OrdinalIgnoreCase)
            || plain.Equals(ForwardedFor, StringComparison.OrdinalIgnoreCase)
            || plain.Equals(ForwardedProto, StringComparison.OrdinalIgnoreCase);
    }
}
