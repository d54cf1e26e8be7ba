using System.Net.Http.Headers;
using Plane.Drone.Proxy.Tokens;
using Plane.Drone.Routing;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>What a backend is told about a request (HTTP API §6.4).</summary>
/// <param name="Path">The path the client asked for, token and all, without the query.</param>
/// <param name="Route">For the ledger; no header.</param>
internal sealed record BackendHeaders(Ticket Ticket, string Path, ClientOrigin Origin, OriginHeaders Form, RouteKind Route)
{
    public void AddTo(HttpRequestHeaders headers)
    {
        if (Ticket.User is { } user)
        {
            headers.TryAddWithoutValidation("x-verified-username", user);
        }

        if (Ticket.UserData is { } data)
        {
            headers.TryAddWithoutValidation("x-verified-user-data", data);
        }

        headers.TryAddWithoutValidation("x-verified-path", Path);
        headers.TryAddWithoutValidation("x-verified-backend", Ticket.Backend.Value);
        headers.TryAddWithoutValidation("x-verified-secret", Ticket.Secret);
        Origin.AddTo(headers, Form);
    }

    /// <summary>Names the backend only: the path holds the token.</summary>
    public override string ToString() => Ticket.ToString();
}
