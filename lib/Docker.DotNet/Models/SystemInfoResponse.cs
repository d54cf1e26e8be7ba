using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>The engine and its host at this moment.</summary>
public class SystemInfoResponse
{
    public string ID { get; set; }

    /// <summary>The host's name.</summary>
    public string Name { get; set; }

    public long Containers { get; set; }

    public long ContainersRunning { get; set; }

    public long ContainersPaused { get; set; }

    public long ContainersStopped { get; set; }

    public long Images { get; set; }

    public string Driver { get; set; }

    public bool MemoryLimit { get; set; }

    public bool SwapLimit { get; set; }

    public bool OomKillDisable { get; set; }

    public string CgroupDriver { get; set; }

    /// <summary><c>1</c> or <c>2</c>; empty on old engines, which means 1.</summary>
    public string CgroupVersion { get; set; }

    public string KernelVersion { get; set; }

    public string OperatingSystem { get; set; }

    public string OSType { get; set; }

    public string Architecture { get; set; }

    public long NCPU { get; set; }

    /// <summary>Bytes.</summary>
    public long MemTotal { get; set; }

    public string DockerRootDir { get; set; }

    [JsonPropertyName("HttpProxy")]
    public string HTTPProxy { get; set; }

    [JsonPropertyName("HttpsProxy")]
    public string HTTPSProxy { get; set; }

    public string NoProxy { get; set; }

    public IList<string> Labels { get; set; }

    public string ServerVersion { get; set; }

    public IDictionary<string, Runtime> Runtimes { get; set; }

    public string DefaultRuntime { get; set; }

    /// <summary>Containers outlive the engine.</summary>
    public bool LiveRestoreEnabled { get; set; }

    public string InitBinary { get; set; }

    public IList<string> SecurityOptions { get; set; }

    public IList<string> Warnings { get; set; }
}
