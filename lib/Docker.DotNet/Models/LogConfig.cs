namespace Docker.DotNet.Models;

/// <summary>The log driver of a container.</summary>
public class LogConfig
{
    /// <summary><c>json-file</c>, <c>local</c>, <c>none</c>, …; empty is the engine's default.</summary>
    public string Type { get; set; }

    public IDictionary<string, string> Config { get; set; }
}
