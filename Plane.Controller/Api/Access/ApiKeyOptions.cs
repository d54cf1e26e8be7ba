namespace Plane.Controller.Api.Access;

/// <summary>One of <c>Plane:Controller:ApiKeys</c>. The key itself is known to its user only: make it long and random, and put its hash here.</summary>
internal sealed class ApiKeyOptions
{
    /// <summary>Appears in traces. Several keys may have one name, while one takes the other's place.</summary>
    public string Name { get; init; } = "";

    /// <summary>SHA-256 of the key's bytes, 64 hexadecimal digits: <c>printf %s KEY | sha256sum</c>.</summary>
    public string Sha256 { get; init; } = "";

    public IEnumerable<string> Faults()
    {
        if (Name.Length == 0)
        {
            yield return "ApiKeys has an entry without a Name";
        }

        // What stands here may be the key itself, put in the wrong place: it is not repeated.
        if (Sha256.Length != 64 || !Sha256.All(char.IsAsciiHexDigit))
        {
            yield return $"ApiKeys '{Name}': Sha256 is not 64 hexadecimal digits";
        }
    }
}
