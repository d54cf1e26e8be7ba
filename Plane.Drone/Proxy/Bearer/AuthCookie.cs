using Microsoft.Extensions.Primitives;

namespace Plane.Drone.Proxy.Bearer;

/// <summary>The cookie in which a browser keeps a backend's bearer token (NATS API §6.3). Scripts cannot read it, other sites cannot have it sent with their requests.</summary>
internal static class AuthCookie
{
    private const string Name = "_plane_auth=";

    /// <returns>The first of that name; null where there is none.</returns>
    public static string? Read(StringValues cookies)
    {
        foreach (var line in cookies)
        {
            foreach (var part in line.AsSpan().Split(';'))
            {
                var pair = line.AsSpan()[part].Trim();
                if (pair.StartsWith(Name, StringComparison.Ordinal))
                {
                    return pair[Name.Length..].ToString();
                }
            }
        }

        return null;
    }

    /// <summary>What a backend is to see of a client's cookies.</summary>
    public static StringValues Without(StringValues cookies) => Read(cookies) is null ? cookies : new StringValues(
        [.. cookies.Select(static line => string.Join("; ", (line ?? "").Split(';', StringSplitOptions.TrimEntries).Where(static pair => !pair.StartsWith(Name, StringComparison.Ordinal)))).Where(static line => line.Length > 0)]);

    /// <param name="path">Below which it is sent.</param>
    public static string Write(string token, string path, bool isHttps) => $"{Name}{token}; Path={path}; HttpOnly; SameSite=Lax{(isHttps ? "; Secure" : "")}";
}
