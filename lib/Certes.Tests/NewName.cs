namespace Certes.Tests;

internal static class NewName
{
    /// <summary>A DNS name that no other test orders.</summary>
    public static string Dns() => $"c{Guid.NewGuid():N}.example.com";
}
