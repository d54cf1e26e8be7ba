namespace Plane.Controller.Api.Interactive.Access;

/// <summary>One of <c>Plane:Api:Tokens</c>. The token itself is known to its user only: make it long and random, and put its hash here.</summary>
internal sealed class TokenOptions
{
    /// <summary>Who shows it: the <c>User</c> of <c>auth</c>, and in traces. Several tokens may have one name, while one takes the other's place.</summary>
    public string Name { get; init; } = "";

    /// <summary>SHA-256 of the token's bytes, 64 hexadecimal digits: <c>printf %s TOKEN | sha256sum</c>.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>What it allows, any of <c>spawn</c>, <c>view</c>, <c>manage</c>, <c>exec</c>, <c>systems</c>. Default nothing.</summary>
    public IList<string> Scopes { get; init; } = [];

    public IEnumerable<string> Faults()
    {
        if (Name.Length == 0)
        {
            yield return "Tokens has an entry without a Name";
        }

        // What stands here may be the token itself, put in the wrong place: it is not repeated.
        if (Sha256.Length != 64 || !Sha256.All(char.IsAsciiHexDigit))
        {
            yield return $"Tokens '{Name}': Sha256 is not 64 hexadecimal digits";
        }

        foreach (var scope in Scopes.Where(static scope => !Access.Scopes.All.Contains(scope)))
        {
            yield return $"Tokens '{Name}': there is no scope '{scope}'; there are {string.Join(", ", Access.Scopes.All)}";
        }
    }
}
