using System.Text.Json.Serialization;
using Docker.DotNet.Wire;

namespace Docker.DotNet.Models;

/// <summary>What <c>POST /containers/create</c> takes: the container's own part, its host's part and its networks.</summary>
public class CreateContainerParameters
{
    public CreateContainerParameters()
    {
    }

    /// <summary>Starts from <paramref name="Config"/>; lists and maps are shared with it, not copied.</summary>
    public CreateContainerParameters(Config Config)
    {
        if (Config is null)
        {
            return;
        }

        Hostname = Config.Hostname;
        Domainname = Config.Domainname;
        User = Config.User;
        AttachStdin = Config.AttachStdin;
        AttachStdout = Config.AttachStdout;
        AttachStderr = Config.AttachStderr;
        ExposedPorts = Config.ExposedPorts;
        Tty = Config.Tty;
        OpenStdin = Config.OpenStdin;
        StdinOnce = Config.StdinOnce;
        Env = Config.Env;
        Cmd = Config.Cmd;
        Healthcheck = Config.Healthcheck;
        Image = Config.Image;
        Volumes = Config.Volumes;
        WorkingDir = Config.WorkingDir;
        Entrypoint = Config.Entrypoint;
        NetworkDisabled = Config.NetworkDisabled;
        MacAddress = Config.MacAddress;
        Labels = Config.Labels;
        StopSignal = Config.StopSignal;
        StopTimeout = Config.StopTimeout;
        Shell = Config.Shell;
    }

    /// <summary>Query. Empty: the engine makes one up.</summary>
    [JsonIgnore]
    public string Name { get; set; }

    /// <summary>Query, <c>os[/arch[/variant]]</c>; sent only together with a <see cref="Name"/>.</summary>
    [JsonIgnore]
    public string Platform { get; set; }

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

    public HostConfig HostConfig { get; set; }

    public NetworkingConfig NetworkingConfig { get; set; }
}
