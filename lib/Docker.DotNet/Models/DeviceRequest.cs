namespace Docker.DotNet.Models;

/// <summary>Devices asked of a driver, such as GPUs.</summary>
public class DeviceRequest
{
    public string Driver { get; set; }

    /// <summary>-1 is all.</summary>
    public long Count { get; set; }

    public IList<string> DeviceIDs { get; set; }

    /// <summary>A list of alternatives, each a list that must hold as a whole.</summary>
    public IList<IList<string>> Capabilities { get; set; }

    public IDictionary<string, string> Options { get; set; }
}
