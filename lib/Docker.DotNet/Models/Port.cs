namespace Docker.DotNet.Models;

/// <summary>A port of a listed container; <see cref="PublicPort"/> is 0 when it is not published.</summary>
public class Port
{
    public string IP { get; set; }

    public ushort PrivatePort { get; set; }

    public ushort PublicPort { get; set; }

    /// <summary><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</summary>
    public string Type { get; set; }
}
