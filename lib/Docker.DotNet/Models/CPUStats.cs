using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>CPU counters; usage is a difference of two of these over the difference of <see cref="SystemUsage"/>.</summary>
public class CPUStats
{
    [JsonPropertyName("cpu_usage")]
    public CPUUsage CPUUsage { get; set; }

    /// <summary>Nanoseconds of all CPUs of the host.</summary>
    [JsonPropertyName("system_cpu_usage")]
    public ulong SystemUsage { get; set; }

    [JsonPropertyName("online_cpus")]
    public uint OnlineCPUs { get; set; }

    [JsonPropertyName("throttling_data")]
    public ThrottlingData ThrottlingData { get; set; }
}
