using System.Collections.Immutable;

namespace Plane.Controller.Api.Interactive.Access;

/// <summary>Who asks.</summary>
/// <param name="Name">Empty for nobody in particular.</param>
internal sealed record Caller(string Name, ImmutableHashSet<string> Scopes)
{
    public static Caller Nobody { get; } = new("", []);

    /// <summary>A token was shown that is known.</summary>
    public bool IsKnown => Name.Length > 0;

    public bool Has(string scope) => Scopes.Contains(scope);
}
