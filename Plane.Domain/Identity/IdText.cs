namespace Plane.Domain.Identity;

/// <summary>What ids are made of: <c>[a-z0-9-]{1,45}</c>.</summary>
internal static class IdText
{
    private const int MaxLength = 45;

    public static bool IsValid(string? text) => text is { Length: > 0 and <= MaxLength } && HasOnlyIdCharacters(text);

    public static bool HasOnlyIdCharacters(string text) => text.AsSpan().IndexOfAnyExcept(Allowed) < 0;

    private static readonly System.Buffers.SearchValues<char> Allowed = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
}
