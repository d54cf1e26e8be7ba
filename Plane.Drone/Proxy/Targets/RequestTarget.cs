namespace Plane.Drone.Proxy.Targets;

/// <summary>A request's path and query as they came over the wire, so that they go on byte for byte.</summary>
/// <param name="Path">Begins with <c>/</c>; not decoded.</param>
/// <param name="Query">With its <c>?</c>; empty where there is none.</param>
internal readonly record struct RequestTarget(string Path, string Query)
{
    /// <param name="raw">Origin form, or absolute form, which servers must accept (RFC 9112 §3.2).</param>
    /// <returns>False for the asterisk and authority forms: they name no backend's resource.</returns>
    public static bool TryParse(string raw, out RequestTarget target)
    {
        target = default;
        var rest = raw.AsSpan();
        if (rest.IsEmpty || rest[0] != '/')
        {
            var scheme = rest.IndexOf("://", StringComparison.Ordinal);
            if (scheme < 0)
            {
                return false;
            }

            rest = rest[(scheme + 3)..];
            var authorityEnd = rest.IndexOfAny('/', '?');
            rest = authorityEnd < 0 ? "/" : rest[authorityEnd] == '?' ? string.Concat("/", rest[authorityEnd..]) : rest[authorityEnd..];
        }

        var query = rest.IndexOf('?');
        target = query < 0 ? new RequestTarget(rest.ToString(), "") : new RequestTarget(rest[..query].ToString(), rest[query..].ToString());
        return true;
    }

    public ReadOnlySpan<char> FirstSegment
    {
        get
        {
            var rest = Path.AsSpan(1);
            var end = rest.IndexOf('/');
            return end < 0 ? rest : rest[..end];
        }
    }

    /// <summary>Without the first segment; <c>/</c> where nothing else is left.</summary>
    public RequestTarget WithoutFirstSegment()
    {
        var end = Path.IndexOf('/', 1);
        return this with { Path = end < 0 ? "/" : Path[end..] };
    }
}
