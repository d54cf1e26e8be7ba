using System.Text.Json;
using Plane.Domain.Backends;

namespace Plane.Contracts.Http;

/// <summary>What to run (HTTP API §1.5.1, second table).</summary>
public sealed record HttpExecutable
{
    public required string Image { get; init; }

    public PullPolicy? PullPolicy { get; init; }

    public HttpCredentials? Credentials { get; init; }

    public Dictionary<string, string>? Env { get; init; }

    public HttpResourceLimits? ResourceLimits { get; init; }

    /// <summary><c>true</c>: the folder of the key's name; a string: that folder; both below the drone's mount base.</summary>
    public JsonElement? Mount { get; init; }

    public string? NetworkName { get; init; }

    /// <summary>Default 8080.</summary>
    public ushort? Port { get; init; }

    /// <summary>Further ports, each reached as <c>{port}-{backend}.{cluster}</c>; at most 16.</summary>
    public List<ushort>? Ports { get; init; }
}

public sealed record HttpCredentials(string Username, string Password)
{
    public override string ToString() => "username and password";
}

/// <summary>As <see cref="ResourceLimits"/>.</summary>
public sealed record HttpResourceLimits(
    long? CpuPeriod = null, byte? CpuPeriodPercent = null, long? CpuTimeLimit = null, long? MemoryLimitBytes = null, long? DiskLimitBytes = null);
