namespace Toml.Tests;

/// <summary>A test against the public toml-test suite: skipped, and says so, where <c>PLANE_TOML_TEST</c> names no folder of it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PublicSuiteFactAttribute : FactAttribute
{
    public const string Variable = "PLANE_TOML_TEST";

    public PublicSuiteFactAttribute()
    {
        if (string.IsNullOrEmpty(Folder))
        {
            Skip = $"NOT RUN: {Variable} does not name a folder of the toml-test suite (the one with valid/ and invalid/, or its parent).";
        }
    }

    public static string? Folder => Environment.GetEnvironmentVariable(Variable);
}
