using Peers;

namespace Plane.Tests.AppHost;

/// <summary>A test against the manifest's JSON schema, which is not ours to keep: skipped, and says so, where <c>PLANE_ASPIRE_SCHEMA</c> names no file.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AspireSchemaFactAttribute : FactAttribute
{
    private const string Variable = "PLANE_ASPIRE_SCHEMA";

    public AspireSchemaFactAttribute()
    {
        if (string.IsNullOrEmpty(File))
        {
            Skip = $"NOT RUN: {Variable} does not name the schema aspire-8.0.json.";
        }
        else if (!NodeScript.IsInstalled && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = "NOT RUN: the packages of the JavaScript peers are not installed; ./test installs them.";
        }
    }

    public static string? File => Environment.GetEnvironmentVariable(Variable);
}
