namespace Docker.DotNet.Models;

/// <summary>Options of a stop.</summary>
public class ContainerStopParameters
{
    /// <summary>Between SIGTERM and SIGKILL. Null and 0 are not sent: the container's own <c>StopTimeout</c> or 10 s holds.</summary>
    public uint? WaitBeforeKillSeconds { get; set; }
}
