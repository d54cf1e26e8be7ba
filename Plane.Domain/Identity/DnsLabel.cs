namespace Plane.Domain.Identity;

/// <summary>One label of a host name (RFC 1123 §2.1, lower case): letters, digits and inner hyphens, 1–63 characters.</summary>
public static class DnsLabel
{
    public static bool IsValid(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && IdText.HasOnlyIdCharacters(label);
}
