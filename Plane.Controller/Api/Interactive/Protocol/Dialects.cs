namespace Plane.Controller.Api.Interactive.Protocol;

/// <summary>Which dialect a client asks for.</summary>
internal static class Dialects
{
    public const string Pow1 = "pow-1";

    /// <param name="requested">Sub-protocols, in the client's order.</param>
    /// <returns>Null where only others were asked for.</returns>
    public static Dialect? Of(IList<string> requested) =>
        requested.Count == 0 ? Dialect.Lines : requested.Contains(Pow1) ? Dialect.Pow1 : null;

    /// <summary>As it is accepted; null for none.</summary>
    public static string? SubProtocolOf(Dialect dialect) => dialect == Dialect.Pow1 ? Pow1 : null;
}
