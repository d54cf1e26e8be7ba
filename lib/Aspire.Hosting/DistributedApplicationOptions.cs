namespace Aspire.Hosting;

/// <summary>What <see cref="DistributedApplication.CreateBuilder(DistributedApplicationOptions)"/> starts from.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>The command line; <c>--Key value</c> lands in the configuration.</summary>
    public string[]? Args { get; set; }

    /// <summary>The assembly that holds the generated <c>Projects</c>; default: the entry assembly.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>There is no dashboard here; set, resources whose dependency failed stop waiting for it.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>Writes what resources print to the AppHost's own log as well.</summary>
    public bool EnableResourceLogging { get; set; }
}
