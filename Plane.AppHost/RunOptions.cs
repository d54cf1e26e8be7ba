using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Plane.AppHost;

/// <summary>The command line of <c>./run</c>.</summary>
internal sealed record RunOptions
{
    public const string Usage = """
        usage: ./run [--api] [--controller-config FILE] [--fresh]
          --api                      switch the interactive API on, with a token that the start table shows
          --controller-config FILE   settings of the controller (docs/configuration.md), e.g. samples/controller.toml
          --fresh                    forget everything under .plane/ first
        """;

    public bool Api { get; private init; }

    /// <summary>A full path; null without the flag.</summary>
    public string? ControllerConfig { get; private init; }

    public bool Fresh { get; private init; }

    /// <summary>Aspire's own arguments, by which a deployment tool asks for the manifest; empty for a run.</summary>
    public ImmutableArray<string> Publishing { get; private init; } = [];

    public static bool TryParse(string[] arguments, out RunOptions options, [NotNullWhen(false)] out string? fault)
    {
        options = new RunOptions();
        fault = null;
        for (var i = 0; i < arguments.Length && fault is null; i++)
        {
            switch (arguments[i])
            {
                case "--api":
                    options = options with { Api = true };
                    break;
                case "--fresh":
                    options = options with { Fresh = true };
                    break;
                case "--publisher" or "--operation" or "--step" or "--output-path" or "--log-level" when i + 1 < arguments.Length:
                    options = options with { Publishing = [.. options.Publishing, arguments[i], arguments[++i]] };
                    break;
                case "--controller-config" when i + 1 == arguments.Length:
                    fault = "--controller-config needs a file.";
                    break;
                case "--controller-config" when !File.Exists(arguments[i + 1]):
                    fault = $"--controller-config: there is no file '{arguments[i + 1]}'.";
                    break;
                case "--controller-config":
                    options = options with { ControllerConfig = Path.GetFullPath(arguments[++i]) };
                    break;
                default:
                    fault = $"Unknown argument '{arguments[i]}'.";
                    break;
            }
        }

        return fault is null;
    }

    /// <summary>The controller's command line.</summary>
    public string[] ControllerArguments() => ControllerConfig is null ? [] : ["--config", ControllerConfig];
}
