using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>A further process and how it ended.</summary>
public class ContainerExecInspectResponse
{
    [JsonPropertyName("ID")]
    public string ExecID { get; set; }

    public string ContainerID { get; set; }

    public bool Running { get; set; }

    /// <summary>0 while it runs: look at <see cref="Running"/> first.</summary>
    public long ExitCode { get; set; }

    /// <summary>On the host.</summary>
    public long Pid { get; set; }
}
