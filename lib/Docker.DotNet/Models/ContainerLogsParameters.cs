namespace Docker.DotNet.Models;

/// <summary>Which log lines to send; at least one of the two streams must be on.</summary>
public class ContainerLogsParameters
{
    public bool? ShowStdout { get; set; }

    public bool? ShowStderr { get; set; }

    /// <summary>Seconds since 1970, with a fraction if need be.</summary>
    public string Since { get; set; }

    /// <summary>Seconds since 1970, with a fraction if need be.</summary>
    public string Until { get; set; }

    /// <summary>Each line begins with RFC 3339 nanoseconds and a blank.</summary>
    public bool? Timestamps { get; set; }

    /// <summary>Go on until the container ends.</summary>
    public bool? Follow { get; set; }

    /// <summary>A number of lines, or <c>all</c> (the default).</summary>
    public string Tail { get; set; }
}
