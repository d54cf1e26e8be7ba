namespace Plane.Tests;

/// <summary>Whether tests are to take the time that proves more: <c>./test --long</c>.</summary>
internal static class LongForm
{
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("PLANE_TEST_LONG") == "1";
}
