using System.Text.Json;
using Plane.Domain.Backends;

namespace Plane.Controller.Api.Rules;

/// <summary>What single values of both APIs must be like. Each yields nothing where all is well.</summary>
internal static class ValueRules
{
    /// <summary>Characters of a key's name, namespace and tag, and of a pool, in the HTTP API.</summary>
    public const int MaxName = 255;

    /// <summary>Bytes of JSON. A spawn goes to its drone in one NATS message of 1 MiB at most, with everything else in it.</summary>
    private const int MaxEnvironment = 512 * 1024;
    private const int MaxMetadata = 64 * 1024;
    private const int MaxCredential = 16 * 1024;
    private const long MinMemory = 6 * 1024 * 1024;

    public static IEnumerable<RequestFault> When(bool broken, string path, string problem) => broken ? [new RequestFault(path, problem)] : [];

    public static IEnumerable<RequestFault> Length(string? value, string path) => When(value?.Length > MaxName, path, $"must not be longer than {MaxName} characters");

    /// <summary>A username or password of a registry.</summary>
    public static IEnumerable<RequestFault> Credential(string? value, string path) => When(value?.Length > MaxCredential, path, $"must not be longer than {MaxCredential} characters");

    public static IEnumerable<RequestFault> BackendId(string? id, string path) =>
        When(id is not null && !Domain.Identity.BackendId.TryParse(id, out _), path, "must be 1 to 45 characters of a-z, 0-9 and '-', and not begin with a number and '-'");

    public static IEnumerable<RequestFault> NotNegative(long? value, string path) => When(value < 0, path, "must not be negative");

    public static IEnumerable<RequestFault> Range(long? value, long min, long max, string path) =>
        value < 0 ? NotNegative(value, path) : When(value < min || value > max, path, $"must be {min} to {max}");

    public static IEnumerable<RequestFault> AtLeast(long? value, long min, string path) =>
        value < 0 ? NotNegative(value, path) : When(value < min, path, $"must be at least {min}");

    public static IEnumerable<RequestFault> Image(string image, string path) =>
        When(!ImageReference.IsValid(image), path, "must be an image reference like registry.example:5000/team/image:tag");

    public static IEnumerable<RequestFault> Port(ushort? port, string path) => When(port == 0, path, "must be 1 to 65535");

    /// <param name="first">The port they stand beside; null for the default one.</param>
    public static IEnumerable<RequestFault> Ports(List<ushort>? ports, ushort? first, string path) =>
    [
        .. When(ports?.Contains(0) == true, path, "must each be 1 to 65535"),
        .. When(ports?.Count > BackendSpec.MostPorts, path, $"must be {BackendSpec.MostPorts} at most"),
        .. When(ports is not null && ports.Append(first ?? (ushort)BackendSpec.DefaultPort).Distinct().Count() <= ports.Count, path, "must differ from each other and from port"),
    ];

    public static IEnumerable<RequestFault> Environment(Dictionary<string, string>? env, string path)
    {
        if (env is null)
        {
            return [];
        }

        return env.SelectMany(pair => Variable(pair.Key, pair.Value, path)).Concat(When(SizeOf(env) > MaxEnvironment, path, $"must not be longer than {MaxEnvironment} bytes of JSON"));
    }

    /// <summary>Labels of the caller's own; null for none.</summary>
    public static IEnumerable<RequestFault> Metadata(Dictionary<string, string>? metadata, string path) =>
    [
        .. (metadata ?? []).Where(static pair => pair.Value is null).Select(pair => new RequestFault($"{path}.{pair.Key}", "must be a string")),
        .. When(metadata?.Sum(static pair => pair.Key.Length + (pair.Value?.Length ?? 0)) > MaxMetadata, path, $"must not hold more than {MaxMetadata} characters"),
    ];

    /// <summary>Engines refuse a memory limit below 6 MiB.</summary>
    public static IEnumerable<RequestFault> Limits(ResourceLimits limits, string path) =>
    [
        .. Range(limits.CpuPeriodMicroseconds, 1000, 1_000_000, path + ".cpu_period"),
        .. Range(limits.CpuPeriodPercent, 1, 255, path + ".cpu_period_percent"),
        .. AtLeast(limits.CpuTimeLimitSeconds, 1, path + ".cpu_time_limit"),
        .. AtLeast(limits.MemoryLimitBytes, MinMemory, path + ".memory_limit_bytes"),
        .. AtLeast(limits.DiskLimitBytes, 1, path + ".disk_limit_bytes"),
    ];

    /// <summary>As JSON, where a character may take six bytes.</summary>
    private static int SizeOf(Dictionary<string, string> env) =>
        env.Sum(static pair => JsonEncodedText.Encode(pair.Key).EncodedUtf8Bytes.Length + JsonEncodedText.Encode(pair.Value ?? "").EncodedUtf8Bytes.Length + "\"\":\"\",".Length);

    private static IEnumerable<RequestFault> Variable(string name, string? value, string path) =>
    [
        .. When(name.Length == 0 || name.AsSpan().ContainsAny('=', '\0'), path, "a variable's name must not be empty, nor contain '=' or a null character"),
        .. When(value is null, $"{path}.{name}", "must be a string"),
        .. When(value is not null && value.Contains('\0'), $"{path}.{name}", "must not contain a null character"),
    ];
}
