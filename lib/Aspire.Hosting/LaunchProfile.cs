namespace Aspire.Hosting;

/// <summary>One profile of a launch settings file.</summary>
public sealed class LaunchProfile
{
    /// <summary><c>Project</c> for a profile that runs the project itself.</summary>
    public string? CommandName { get; set; }

    /// <summary>Arguments, separated by blanks; double quotes keep some together.</summary>
    public string? CommandLineArgs { get; set; }

    public bool? DotnetRunMessages { get; set; }

    public bool? LaunchBrowser { get; set; }

    public string? LaunchUrl { get; set; }

    /// <summary>The URLs to listen on, separated by semicolons.</summary>
    public string? ApplicationUrl { get; set; }

    public Dictionary<string, string> EnvironmentVariables { get; set; } = [];
}
