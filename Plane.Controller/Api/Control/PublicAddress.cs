namespace Plane.Controller.Api.Control;

/// <summary>Where clients reach this controller: as configured, else as the request came, which behind a trusted reverse proxy is as that proxy says.</summary>
internal sealed class PublicAddress(ControllerOptions options)
{
    /// <returns>Without a slash at its end.</returns>
    public string Of(HttpRequest http) => options.PublicUrl?.TrimEnd('/') ?? $"{http.Scheme}://{HostOf(http)}{http.PathBase.ToUriComponent()}";

    /// <summary>HTTP/1.0 need not name a host: then the address it reached.</summary>
    public static string HostOf(HttpRequest http) =>
        http.Host is { HasValue: true } host ? host.ToUriComponent() : $"{http.HttpContext.Connection.LocalIpAddress}:{http.HttpContext.Connection.LocalPort}";
}
