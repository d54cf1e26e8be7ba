using System.CommandLine;

namespace Plane.Cli.Commands;

/// <summary>The option that sets variables of a backend's environment.</summary>
internal static class EnvironmentOption
{
    public static Option<string[]> Create(string name, params string[] aliases)
    {
        var option = new Option<string[]>(name, aliases) { Description = "NAME=VALUE for the program's environment; may be repeated.", HelpName = "NAME=VALUE" };
        option.Validators.Add(result =>
        {
            foreach (var word in result.Tokens.Where(static word => word.Value.IndexOf('=', StringComparison.Ordinal) < 1))
            {
                result.AddError($"{name} wants NAME=VALUE, not '{word.Value}'.");
            }
        });
        return option;
    }

    /// <summary>The last of several settings of one name counts, as in a shell.</summary>
    public static Dictionary<string, string> ValuesOf(string[]? settings)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in settings ?? [])
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            environment[setting[..equals]] = setting[(equals + 1)..];
        }

        return environment;
    }
}
