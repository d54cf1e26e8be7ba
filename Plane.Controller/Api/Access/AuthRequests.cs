using System.Collections.Frozen;
using System.Net.Http.Headers;

namespace Plane.Controller.Api.Access;

/// <summary>
/// From a request to the question whether it may pass: its method, its headers and no body. Left out is what belongs to the one connection or to the body (Q9),
/// and the host, which is the asked server's own and goes into its certificate's check; the request's is in <c>x-original-host</c>.
/// </summary>
internal static class AuthRequests
{
    private const string OriginalPath = "x-original-path";
    private const string OriginalHost = "x-original-host";

    private static readonly FrozenSet<string> LeftOut = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "connection", "content-length", "expect", "host", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", OriginalPath, OriginalHost);

    public static HttpRequestMessage Of(HttpRequest http, Uri authority)
    {
        var message = new HttpRequestMessage(HttpMethod.Parse(http.Method), authority);
        var ofConnection = http.Headers.Connection.SelectMany(static value => (value ?? "").Split(',', StringSplitOptions.TrimEntries)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in http.Headers)
        {
            if (!LeftOut.Contains(name) && !ofConnection.Contains(name) && !message.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                ContentHeaders(message).TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        message.Headers.TryAddWithoutValidation(OriginalPath, PathOf(http));
        message.Headers.TryAddWithoutValidation(OriginalHost, http.Host.ToUriComponent());
        return message;
    }

    /// <summary>As it is served: without the prefix, dot segments resolved, no query.</summary>
    private static string PathOf(HttpRequest http)
    {
        var path = http.Path.ToUriComponent();
        return path.Length > AccessGate.Guarded.Length ? path[AccessGate.Guarded.Length..] : "/";
    }

    private static HttpContentHeaders ContentHeaders(HttpRequestMessage message) => (message.Content ??= new ByteArrayContent([])).Headers;
}
