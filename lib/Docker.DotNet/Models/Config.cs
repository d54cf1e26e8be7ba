using System.Text.Json.Serialization;
using Docker.DotNet.Wire;

namespace Docker.DotNet.Models;

/// <summary>The part of a container that comes from its image or overrides it.</summary>
public class Config
{
    public string Hostname { get; set; }

    public string Domainname { get; set; }

    /// <summary><c>user[:group]</c>, names or numbers.</summary>
    public string User { get; set; }

    public bool AttachStdin { get; set; }

    public bool AttachStdout { get; set; }

    public bool AttachStderr { get; set; }

    /// <summary>By port, such as <c>80/tcp</c>.</summary>
    public IDictionary<string, EmptyStruct> ExposedPorts { get; set; }

    /// <summary>One raw output stream instead of two marked ones.</summary>
    public bool Tty { get; set; }

    public bool OpenStdin { get; set; }

    /// <summary>Close stdin when the first client that attached goes.</summary>
    public bool StdinOnce { get; set; }

    /// <summary><c>NAME=value</c>, put over the image's.</summary>
    public IList<string> Env { get; set; }

    /// <summary>Null: the image's.</summary>
    public IList<string> Cmd { get; set; }

    public HealthConfig Healthcheck { get; set; }

    public string Image { get; set; }

    /// <summary>Anonymous volumes by path.</summary>
    public IDictionary<string, EmptyStruct> Volumes { get; set; }

    public string WorkingDir { get; set; }

    /// <summary>Null: the image's; a single empty string: none.</summary>
    public IList<string> Entrypoint { get; set; }

    public bool NetworkDisabled { get; set; }

    public string MacAddress { get; set; }

    public IDictionary<string, string> Labels { get; set; }

    /// <summary>Null: SIGTERM.</summary>
    public string StopSignal { get; set; }

    /// <summary>Whole seconds on the wire.</summary>
    [JsonConverter(typeof(TimeSpanSecondsConverter))]
    public TimeSpan? StopTimeout { get; set; }

    public IList<string> Shell { get; set; }
}
