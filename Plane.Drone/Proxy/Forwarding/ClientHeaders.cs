using Plane.Drone.Proxy.Targets;
using Plane.Drone.Routing;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>What of a client's own headers a backend must never take for ours.</summary>
internal static class ClientHeaders
{
    public const string ForwardedFor = "x-forwarded-for";
    public const string ForwardedProto = "x-forwarded-proto";
    private const string Verified = "x-verified-";
    private const string AnyForwarded = "x-forwarded-";
    private const string Forwarded = "forwarded";
    private const string RealAddress = "x-real-ip";

    /// <summary>Removes them. Backends that read headers through CGI variables see <c>_</c> and <c>-</c> as one, so that here they are one too.</summary>
    /// <param name="keepsForwarded">The client is a load balancer that is believed: only what is said anew goes.</param>
    public static void Strip(IHeaderDictionary headers, bool keepsForwarded)
    {
        if (headers.Connection.Count > 0)
        {
            HopHeaders.Remove(headers, headers.Connection);
        }

        List<string>? forged = null;
        foreach (var (name, _) in headers)
        {
            if (name.Length > 2 && (name[0] | 0x20) is 'x' or 'f' && IsOurs(name, keepsForwarded))
            {
                (forged ??= []).Add(name);
            }
        }

        forged?.ForEach(name => headers.Remove(name));
    }

    /// <summary>What the ledger keeps of a client's request.</summary>
    public static ConnectionFacts FactsOf(HttpContext context, BackendHeaders headers, RequestTarget request) =>
        new(headers.Origin.Address, headers.Route, context.Request.Method, request.Path, AgentOf(context));

    /// <summary>The same of a request that another proxy has already put into shape.</summary>
    public static ConnectionFacts PeerFactsOf(HttpContext context, RequestTarget request) =>
        new(context.Request.Headers[PeerHeaders.Client] is [{ } client] ? client : "unknown", RouteKind.Peer, context.Request.Method, request.Path, AgentOf(context));

    private static string? AgentOf(HttpContext context) => context.Request.Headers.UserAgent is [{ } agent, ..] ? agent : null;

    private static bool IsOurs(string name, bool keepsForwarded)
    {
        var plain = name.Contains('_', StringComparison.Ordinal) ? name.Replace('_', '-') : name;
        return plain.StartsWith(Verified, StringComparison.OrdinalIgnoreCase)
            || plain.StartsWith(PeerHeaders.Prefix, StringComparison.OrdinalIgnoreCase)
            || plain.Equals(ForwardedFor, StringComparison.OrdinalIgnoreCase)
            || plain.Equals(ForwardedProto, StringComparison.OrdinalIgnoreCase)
            || plain.Equals(Forwarded, StringComparison.OrdinalIgnoreCase)
            || (!keepsForwarded && (plain.StartsWith(AnyForwarded, StringComparison.OrdinalIgnoreCase) || plain.Equals(RealAddress, StringComparison.OrdinalIgnoreCase)));
    }
}
