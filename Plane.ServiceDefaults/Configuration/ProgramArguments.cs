using System.Collections.Immutable;

namespace Plane.ServiceDefaults.Configuration;

/// <summary>A program's command line: <c>[--config FILE | FILE] [-d|--dump-config] [--Section:Key=value …]</c>.</summary>
/// <param name="ConfigFile">A TOML file.</param>
/// <param name="DumpConfig">Print the effective configuration and exit.</param>
/// <param name="Rest">For .NET configuration.</param>
public sealed record ProgramArguments(string? ConfigFile, bool DumpConfig, ImmutableArray<string> Rest)
{
    private const string Config = "--config";

    /// <exception cref="SettingsException"><c>--config</c> without a file.</exception>
    public static ProgramArguments Parse(IReadOnlyList<string> arguments)
    {
        var (file, dump, rest) = (default(string), false, new List<string>());
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "-d" or "--dump-config":
                    dump = true;
                    break;
                case Config:
                    file = ++i < arguments.Count ? arguments[i] : throw new SettingsException([$"{Config} needs a file."]);
                    break;
                case var joined when joined.StartsWith(Config + "=", StringComparison.Ordinal):
                    file = joined[(Config.Length + 1)..];
                    break;
                case var first when i == 0 && !first.StartsWith('-') && !first.Contains('='):
                    file = first;
                    break;
                default:
                    rest.Add(arguments[i]);
                    break;
            }
        }

        return new ProgramArguments(file, dump, [.. rest]);
    }
}
