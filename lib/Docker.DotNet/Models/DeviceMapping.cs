namespace Docker.DotNet.Models;

/// <summary>A host device made visible in the container.</summary>
public class DeviceMapping
{
    public string PathOnHost { get; set; }

    public string PathInContainer { get; set; }

    /// <summary>Of <c>rwm</c>.</summary>
    public string CgroupPermissions { get; set; }
}
