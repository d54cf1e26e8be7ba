using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>How a container runs on its host: limits, mounts, ports, privileges.</summary>
public class HostConfig
{
    /// <summary><c>source:target[:options]</c>; a source that begins with a slash is a path, else a volume.</summary>
    public IList<string> Binds { get; set; }

    public LogConfig LogConfig { get; set; }

    /// <summary><c>bridge</c>, <c>host</c>, <c>none</c>, <c>container:ID</c> or a network's name.</summary>
    public string NetworkMode { get; set; }

    /// <summary>By container port, such as <c>80/tcp</c>.</summary>
    public IDictionary<string, IList<PortBinding>> PortBindings { get; set; }

    public RestartPolicy RestartPolicy { get; set; }

    /// <summary>The engine deletes the container when it ends.</summary>
    public bool AutoRemove { get; set; }

    public IList<string> VolumesFrom { get; set; }

    public IList<string> CapAdd { get; set; }

    public IList<string> CapDrop { get; set; }

    public string CgroupnsMode { get; set; }

    [JsonPropertyName("Dns")]
    public IList<string> DNS { get; set; }

    [JsonPropertyName("DnsOptions")]
    public IList<string> DNSOptions { get; set; }

    [JsonPropertyName("DnsSearch")]
    public IList<string> DNSSearch { get; set; }

    /// <summary><c>name:address</c>; the address <c>host-gateway</c> is the host.</summary>
    public IList<string> ExtraHosts { get; set; }

    public IList<string> GroupAdd { get; set; }

    public string IpcMode { get; set; }

    public IList<string> Links { get; set; }

    /// <summary>-1000 to 1000.</summary>
    public long OomScoreAdj { get; set; }

    public string PidMode { get; set; }

    public bool Privileged { get; set; }

    public bool PublishAllPorts { get; set; }

    public bool ReadonlyRootfs { get; set; }

    public IList<string> SecurityOpt { get; set; }

    public IDictionary<string, string> StorageOpt { get; set; }

    /// <summary>Mount options by path.</summary>
    public IDictionary<string, string> Tmpfs { get; set; }

    public string UTSMode { get; set; }

    public string UsernsMode { get; set; }

    /// <summary>Bytes; 0 is the engine's default.</summary>
    public long ShmSize { get; set; }

    public IDictionary<string, string> Sysctls { get; set; }

    public string Runtime { get; set; }

    /// <summary>Windows only.</summary>
    public string Isolation { get; set; }

    /// <summary>Relative weight; 0 is 1024.</summary>
    [JsonPropertyName("CpuShares")]
    public long CPUShares { get; set; }

    /// <summary>Bytes; 0 is no limit.</summary>
    public long Memory { get; set; }

    /// <summary>Billionths of a CPU; 0 is no limit.</summary>
    [JsonPropertyName("NanoCpus")]
    public long NanoCPUs { get; set; }

    public string CgroupParent { get; set; }

    /// <summary>Microseconds.</summary>
    [JsonPropertyName("CpuPeriod")]
    public long CPUPeriod { get; set; }

    /// <summary>Microseconds per period.</summary>
    [JsonPropertyName("CpuQuota")]
    public long CPUQuota { get; set; }

    /// <summary>For example <c>0-2,4</c>.</summary>
    public string CpusetCpus { get; set; }

    public string CpusetMems { get; set; }

    public IList<DeviceMapping> Devices { get; set; }

    public IList<string> DeviceCgroupRules { get; set; }

    public IList<DeviceRequest> DeviceRequests { get; set; }

    /// <summary>Bytes.</summary>
    public long MemoryReservation { get; set; }

    /// <summary>Bytes of memory and swap together; -1 is no limit.</summary>
    public long MemorySwap { get; set; }

    /// <summary>0 to 100.</summary>
    public long? MemorySwappiness { get; set; }

    public bool? OomKillDisable { get; set; }

    /// <summary>0 or -1 is no limit.</summary>
    public long? PidsLimit { get; set; }

    public IList<Ulimit> Ulimits { get; set; }

    public IList<Mount> Mounts { get; set; }

    /// <summary>Null: the engine's own list; empty: none.</summary>
    public IList<string> MaskedPaths { get; set; }

    /// <summary>Null: the engine's own list; empty: none.</summary>
    public IList<string> ReadonlyPaths { get; set; }

    /// <summary>A small init as process 1 that forwards signals and reaps.</summary>
    public bool? Init { get; set; }
}
