namespace Docker.DotNet.Models;

/// <summary>Which containers to list; without any, the running ones.</summary>
public class ContainersListParameters
{
    /// <summary>Also count the bytes of each, which is slow.</summary>
    public bool? Size { get; set; }

    public bool? All { get; set; }

    public string Since { get; set; }

    public string Before { get; set; }

    public long? Limit { get; set; }

    /// <summary>For example <c>label</c> → <c>key=value</c> → true.</summary>
    public IDictionary<string, IDictionary<string, bool>> Filters { get; set; }
}
