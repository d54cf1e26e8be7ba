namespace Aspire.Hosting.ApplicationModel;

/// <summary>The commands every project, container and executable has.</summary>
public static class KnownResourceCommands
{
    public static readonly string StartCommand = "resource-start";
    public static readonly string StopCommand = "resource-stop";
    public static readonly string RestartCommand = "resource-restart";
}
