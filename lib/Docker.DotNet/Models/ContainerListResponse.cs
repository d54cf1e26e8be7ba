using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>One line of the container list.</summary>
public class ContainerListResponse
{
    [JsonPropertyName("Id")]
    public string ID { get; set; }

    /// <summary>Each with a slash in front.</summary>
    public IList<string> Names { get; set; }

    public string Image { get; set; }

    public string ImageID { get; set; }

    public string Command { get; set; }

    /// <summary>UTC, whole seconds.</summary>
    public DateTime Created { get; set; }

    public IList<Port> Ports { get; set; }

    /// <summary>Only where asked for.</summary>
    public long SizeRw { get; set; }

    /// <summary>Only where asked for.</summary>
    public long SizeRootFs { get; set; }

    public IDictionary<string, string> Labels { get; set; }

    /// <summary><c>created</c>, <c>running</c>, <c>paused</c>, <c>restarting</c>, <c>removing</c>, <c>exited</c> or <c>dead</c>.</summary>
    public string State { get; set; }

    /// <summary>For people: <c>Up 2 minutes</c>.</summary>
    public string Status { get; set; }

    public SummaryNetworkSettings NetworkSettings { get; set; }

    public IList<MountPoint> Mounts { get; set; }
}
