namespace Plane.Tests.Architecture;

/// <summary>A test against the packages' fact sheets: skipped, and says so, where <c>PLANE_PACKAGE_SPECS</c> names no folder that has them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PackageSpecsFactAttribute : FactAttribute
{
    public const string Variable = "PLANE_PACKAGE_SPECS";

    public PackageSpecsFactAttribute()
    {
        if (string.IsNullOrEmpty(Folder))
        {
            Skip = $"NOT RUN: {Variable} does not name the folder of package-apis.md and aspire.md.";
        }
    }

    public static string? Folder => Environment.GetEnvironmentVariable(Variable);
}
