using System.Diagnostics;
using Plane.Controller.Api.Access;

namespace Plane.Controller.Api.Interactive.Access;

/// <summary>Knows callers by their tokens.</summary>
internal sealed class Callers(InteractiveOptions options)
{
    /// <summary>In the query of the WebSocket, where browsers cannot set headers.</summary>
    public const string QueryName = "token";

    private readonly KeyRing<Caller> _callers = new(options.Tokens.Select(static token => (token.Sha256, new Caller(token.Name, [.. token.Scopes]))));

    /// <summary>By the header alone.</summary>
    /// <returns>An unknown token is nobody's.</returns>
    public Caller Of(HttpRequest request) => Named(KeyRing<Caller>.ShownBy(request));

    /// <summary>By the header, else by the query.</summary>
    public Caller OfSocket(HttpRequest request) =>
        Named(KeyRing<Caller>.ShownBy(request) ?? (request.Query[QueryName] is { Count: 1 } shown ? shown.ToString() : null));

    private Caller Named(string? token)
    {
        var caller = token is null ? null : _callers.Find(token);
        if (caller is not null)
        {
            Activity.Current?.SetTag("plane.api_user", caller.Name);
        }

        return caller ?? Caller.Nobody;
    }
}
