using System.Buffers;
using System.Net;
using System.Text.Json;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;

namespace Plane.Drone.Runtime.Executor;

/// <summary>
/// What a drone asks of an executor, as lines with their end (HTTP API §5.8). Pure. An executable is written out in full: absent values are null,
/// the environment is the caller's own, and the executor lays Plane's variables over it.
/// </summary>
internal static class ExecutorRequests
{
    private const string StaticToken = "SESSION_BACKEND_STATIC_TOKEN";

    public static byte[] Prepare(string id, BackendSpec spec) => Line(id, "Prepare", json => Write(json, spec));

    /// <param name="now">Wall clock, for the deadlines of the key; the drone's own count.</param>
    public static byte[] Spawn(string id, BackendLaunch launch, LeaseTimings timings, DateTimeOffset now) => Line(id, "Spawn", json =>
    {
        json.WriteStartArray();
        json.WriteStringValue(launch.Identity.Backend.Value);
        Write(json, launch.Spec);
        WriteKey(json, launch, timings, now);
        json.WriteStringValue(launch.Environment.GetValueOrDefault(StaticToken));
        json.WriteEndArray();
    });

    public static byte[] Terminate(string id, BackendId backend, TerminationKind kind) => Line(id, "Terminate", json =>
    {
        json.WriteStartArray();
        json.WriteStringValue(backend.Value);
        json.WriteBooleanValue(kind == TerminationKind.Hard);
        json.WriteEndArray();
    });

    public static byte[] WaitForBackend(string id, BackendId backend, IPEndPoint address) => Line(id, "WaitForBackend", json =>
    {
        json.WriteStartArray();
        json.WriteStringValue(backend.Value);
        json.WriteStringValue(address.ToString());
        json.WriteEndArray();
    });

    private static byte[] Line(string id, string kind, Action<Utf8JsonWriter> writePayload)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteStartObject("message");
            json.WritePropertyName(kind);
            writePayload(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, BackendSpec spec)
    {
        json.WriteStartObject();
        json.WriteString("image", spec.Image);
        json.WriteString("pull_policy", spec.PullPolicy.ToString());
        WriteCredentials(json, spec.Credentials);
        json.WriteStartObject("env");
        foreach (var (name, value) in spec.Environment)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        WriteLimits(json, spec.Limits);
        json.WriteString("mount", spec.Mount);
        json.WriteString("network_name", spec.Network);
        json.WriteEndObject();
    }

    private static void WriteCredentials(Utf8JsonWriter json, RegistryCredentials? credentials)
    {
        if (credentials is null)
        {
            json.WriteNull("credentials");
            return;
        }

        json.WriteStartObject("credentials");
        json.WriteString("username", credentials.Username);
        json.WriteString("password", credentials.Password);
        json.WriteEndObject();
    }

    private static void WriteLimits(Utf8JsonWriter json, ResourceLimits limits)
    {
        json.WriteStartObject("resource_limits");
        Write(json, "cpu_period", limits.CpuPeriodMicroseconds);
        Write(json, "cpu_period_percent", limits.CpuPeriodPercent);
        Write(json, "cpu_time_limit", limits.CpuTimeLimitSeconds);
        Write(json, "memory_limit_bytes", limits.MemoryLimitBytes);
        Write(json, "disk_limit_bytes", limits.DiskLimitBytes);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteKey(Utf8JsonWriter json, BackendLaunch launch, LeaseTimings timings, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteStartObject("key");
        json.WriteString("name", launch.Key.Name);
        json.WriteString("namespace", launch.Key.Namespace);
        json.WriteString("tag", launch.KeyTag);
        json.WriteEndObject();
        json.WriteStartObject("deadlines");
        json.WriteNumber("renew_at", (now + timings.RenewFrom).ToUnixTimeMilliseconds());
        json.WriteNumber("soft_terminate_at", (now + timings.SoftTerminateAt).ToUnixTimeMilliseconds());
        json.WriteNumber("hard_terminate_at", (now + timings.KillAt).ToUnixTimeMilliseconds());
        json.WriteEndObject();
        json.WriteNumber("token", launch.Identity.FencingToken);
        json.WriteEndObject();
    }
}
