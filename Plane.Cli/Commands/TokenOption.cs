using System.CommandLine;

namespace Plane.Cli.Commands;

/// <summary>What the calls of the interactive API ask for.</summary>
internal static class TokenOption
{
    private const string EnvironmentName = "PLANE_API_TOKEN";

    public static Option<string?> Create() => new("--token")
    {
        Description = $"Token of the interactive API. Default: ${EnvironmentName}, else the controller's user name.",
        HelpName = "token",
        DefaultValueFactory = static _ => Environment.GetEnvironmentVariable(EnvironmentName) is { Length: > 0 } token ? token : null,
    };
}
