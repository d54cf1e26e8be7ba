namespace Docker.DotNet.Models;

/// <summary>Options of a restart.</summary>
public class ContainerRestartParameters
{
    /// <summary>Between SIGTERM and SIGKILL. Null and 0 are not sent: the container's own <c>StopTimeout</c> or 10 s holds.</summary>
    public uint? WaitBeforeKillSeconds { get; set; }
}
