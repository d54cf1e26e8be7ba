namespace Docker.DotNet.Models;

/// <summary>Where a container is in its life.</summary>
public class ContainerState
{
    public string Status { get; set; }

    public bool Running { get; set; }

    public bool Paused { get; set; }

    public bool Restarting { get; set; }

    public bool OOMKilled { get; set; }

    public bool Dead { get; set; }

    /// <summary>0 unless it runs.</summary>
    public long Pid { get; set; }

    /// <summary>Of the last run.</summary>
    public long ExitCode { get; set; }

    /// <summary>Why it could not be started.</summary>
    public string Error { get; set; }

    /// <summary>RFC 3339 with nanoseconds; year 1 when never.</summary>
    public string StartedAt { get; set; }

    /// <summary>RFC 3339 with nanoseconds; year 1 when never.</summary>
    public string FinishedAt { get; set; }

    public Health Health { get; set; }
}
