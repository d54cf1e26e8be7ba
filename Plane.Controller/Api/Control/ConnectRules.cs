using System.Text.Json;
using System.Text.RegularExpressions;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Controller.Api.Rules;
using Plane.Controller.Connect;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Controller.Api.Control;

/// <summary>What a connect's body must be like beyond its types (HTTP API §1.5.1). Pure.</summary>
internal static partial class ConnectRules
{
    private const string Spawn = "$.spawn_config";
    private const string Executable = Spawn + ".executable";

    /// <summary>It reaches the backend as one header, of which few servers take as much.</summary>
    private const int MaxAuth = 64 * 1024;

    /// <summary>Everything that is wrong, in the order of the documentation.</summary>
    public static IEnumerable<RequestFault> FaultsOf(ConnectRequest request) =>
    [
        .. request.Key is { } key ? OfKey(key) : [],
        .. ValueRules.Length(request.Pool, "$.pool"),
        .. request.SpawnConfig is { } spawn ? OfSpawn(spawn, request.Key) : [],
        .. ValueRules.Length(request.User, "$.user"),
        .. request.Auth is { } auth ? OfAuth(auth) : [],
        .. ValueRules.When(request.OnTerminating is not null && TerminatingWords.ValueOf(request.OnTerminating) is null, "$.on_terminating", "\"return\", \"wait\" or \"error\" is expected"),
        .. ValueRules.When(request.Key is null && request.SpawnConfig is null, "$", "at least one of key and spawn_config is expected"),
    ];

    private static IEnumerable<RequestFault> OfAuth(JsonElement auth) => auth.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.Object => ValueRules.When(SizeOf(auth) is not { } size || size > MaxAuth, "$.auth", $"must be valid Unicode, and not longer than {MaxAuth} bytes"),
        _ => [new RequestFault("$.auth", "an object is expected")],
    };

    /// <returns>Null where it cannot be written again: JSON may name half of a surrogate pair, which is no text.</returns>
    private static int? SizeOf(JsonElement value)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(value, HttpJson.Default.JsonElement).Length;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<RequestFault> OfKey(KeyRequest key) =>
    [
        .. ValueRules.When(key.Name.Length == 0, "$.key.name", "must not be empty"),
        .. ValueRules.Length(key.Name, "$.key.name"),
        .. ValueRules.Length(key.Namespace, "$.key.namespace"),
        .. ValueRules.Length(key.Tag, "$.key.tag"),
    ];

    private static IEnumerable<RequestFault> OfSpawn(SpawnConfig spawn, KeyRequest? key) =>
    [
        .. ValueRules.BackendId(spawn.Id, Spawn + ".id"),
        .. spawn.Cluster is null || ClusterName.TryParse(spawn.Cluster, out _) ? [] : Cluster(),
        .. ValueRules.Length(spawn.Pool, Spawn + ".pool"),
        .. OfExecutable(spawn.Executable, key),
        .. ValueRules.NotNegative(spawn.LifetimeLimitSeconds, Spawn + ".lifetime_limit_seconds"),
        .. ValueRules.NotNegative(spawn.MaxIdleSeconds, Spawn + ".max_idle_seconds"),
        .. ValueRules.NotNegative(spawn.GraceSeconds, Spawn + ".grace_seconds"),
        .. ValueRules.When(!string.IsNullOrEmpty(spawn.Subdomain) && !Subdomain.TryParse(spawn.Subdomain, out _), Spawn + ".subdomain", "must be one label of a host name: letters, digits and inner hyphens, 63 at most"),
        .. ValueRules.When(spawn.HostRouting is not (null or "token" or "open"), Spawn + ".host_routing", "\"open\" or \"token\" is expected"),
        .. ValueRules.Metadata(spawn.Metadata, Spawn + ".metadata"),
    ];

    private static IEnumerable<RequestFault> Cluster() =>
        [new RequestFault(Spawn + ".cluster", "must be a DNS name with an optional port, like plane.example or localhost:9091", ErrorKind.InvalidClusterName)];

    private static IEnumerable<RequestFault> OfExecutable(HttpExecutable executable, KeyRequest? key) =>
    [
        .. ValueRules.Image(executable.Image, Executable + ".image"),
        .. ValueRules.Credential(executable.Credentials?.Username, Executable + ".credentials.username"),
        .. ValueRules.Credential(executable.Credentials?.Password, Executable + ".credentials.password"),
        .. ValueRules.Environment(executable.Env, Executable + ".env"),
        .. executable.ResourceLimits is { } limits ? ValueRules.Limits(ConnectOrders.LimitsOf(limits), Executable + ".resource_limits") : [],
        .. OfMount(executable.Mount, key),
        .. ValueRules.When(executable.NetworkName is not null && !NetworkName().IsMatch(executable.NetworkName), Executable + ".network_name", "must be a network's name: letters, digits, '_', '.', ':' and '-'"),
        .. ValueRules.Port(executable.Port, Executable + ".port"),
        .. ValueRules.Ports(executable.Ports, executable.Port, Executable + ".ports"),
    ];

    private static IEnumerable<RequestFault> OfMount(JsonElement? mount, KeyRequest? key)
    {
        const string Path = Executable + ".mount";
        const string Folder = "must be a relative folder without '..'";
        return mount?.ValueKind switch
        {
            null or JsonValueKind.Null or JsonValueKind.False => [],
            JsonValueKind.True => ValueRules.When(key is not null && !MountFolder.IsValid(key.Name), Path, $"with true, the key's name {Folder}"),
            JsonValueKind.String => ValueRules.When(SizeOf(mount.Value) is null || !MountFolder.IsValid(mount.Value.GetString()!), Path, Folder),
            _ => [new RequestFault(Path, "true, false or a string is expected")],
        };
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_.:-]{0,254}\z")]
    private static partial Regex NetworkName();
}
