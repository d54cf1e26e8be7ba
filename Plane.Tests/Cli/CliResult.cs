namespace Plane.Tests.Cli;

/// <summary>What a run of the command line left behind.</summary>
public sealed record CliResult(int Code, string Output, string Error)
{
    /// <summary>The lines of standard output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
