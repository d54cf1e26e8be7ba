namespace Aspire.Hosting;

/// <summary>How a project is added.</summary>
public class ProjectResourceOptions
{
    /// <summary>Default: the first profile that runs the project, or the one <c>DOTNET_LAUNCH_PROFILE</c> names.</summary>
    public string? LaunchProfileName { get; set; }

    public bool ExcludeLaunchProfile { get; set; }

    /// <summary>Takes no endpoints from Kestrel's part of the project's appsettings; the stand-in never does.</summary>
    public bool ExcludeKestrelEndpoints { get; set; }
}
