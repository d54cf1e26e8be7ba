namespace Docker.DotNet.Models;

/// <summary>What an event happened to.</summary>
public class Actor
{
    public string ID { get; set; }

    /// <summary>Labels, <c>name</c>, <c>exitCode</c>, …</summary>
    public IDictionary<string, string> Attributes { get; set; }
}
