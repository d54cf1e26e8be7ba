namespace Plane.Drone.Proxy.Targets;

/// <summary>Whether it is certain where a request ends. Two servers that read it differently can be made to see different requests (RFC 9112 §11.2).</summary>
internal static class RequestFraming
{
    /// <summary>Where Kestrel puts a <c>Content-Length</c> that came with <c>Transfer-Encoding</c>.</summary>
    private const string SetAside = "X-Content-Length";

    /// <summary>Both lengths: allowed to be understood (RFC 9112 §6.3), but no honest client sends them.</summary>
    public static bool IsAmbiguous(IHeaderDictionary headers) => headers.TransferEncoding.Count > 0 && (headers.ContentLength is not null || headers.ContainsKey(SetAside));
}
