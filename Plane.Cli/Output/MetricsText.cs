using System.Globalization;
using Plane.Contracts.Http;

namespace Plane.Cli.Output;

/// <summary>Measurements in a person's words, each of the same width, so that lines make columns.</summary>
internal static class MetricsText
{
    private const double Mebibyte = 1024 * 1024;

    /// <summary>What is used, of what may be; without the latter where nothing bounds it.</summary>
    public static string Memory(MetricsResponse metrics) => metrics.MemLimit == 0
        ? string.Create(CultureInfo.InvariantCulture, $"memory {metrics.MemUsed / Mebibyte,9:F1} MiB")
        : string.Create(CultureInfo.InvariantCulture, $"memory {metrics.MemUsed / Mebibyte,9:F1} MiB of {metrics.MemLimit / Mebibyte,9:F1} MiB");

    /// <summary>As a share of all that the machine has.</summary>
    public static string Processors(MetricsResponse metrics) => metrics.SysCpu == 0
        ? "processors     ?"
        : string.Create(CultureInfo.InvariantCulture, $"processors {100.0 * metrics.CpuUsed / metrics.SysCpu,5:F1} %");
}
