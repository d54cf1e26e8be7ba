namespace Plane.Drone.Proxy.Holding;

/// <summary>Whether somebody looks at a window for the answer (Fetch Metadata), and what the waiting page asks on their behalf.</summary>
internal static class Navigation
{
    /// <summary>A waiting page asks whether the backend is ready: the request is held, and never reaches the backend.</summary>
    public const string WaitHeader = "x-plane-wait";
    private const string Mode = "Sec-Fetch-Mode";
    private const string Html = "text/html";

    /// <summary>Browsers say so; of clients that do not, those count that name HTML before anything else.</summary>
    public static bool Is(HttpRequest request) => HttpMethods.IsGet(request.Method) && !request.Headers.ContainsKey(WaitHeader) && request.Headers[Mode].ToString() switch
    {
        "navigate" => true,
        "" => request.Headers.Accept.ToString().StartsWith(Html, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    public static bool IsWaiting(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Headers.ContainsKey(WaitHeader);
}
