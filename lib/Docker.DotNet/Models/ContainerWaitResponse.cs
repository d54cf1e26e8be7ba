namespace Docker.DotNet.Models;

/// <summary>How a container ended.</summary>
public class ContainerWaitResponse
{
    /// <summary>Null unless the wait itself failed.</summary>
    public WaitExitError Error { get; set; }

    /// <summary>The exit code; 128 and the signal's number where one ended it.</summary>
    public long StatusCode { get; set; }
}
